import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { KitError } from '../policy/errors.ts';

/**
 * The npm registry that this machine uses, without a trailing slash: a server of its owner installs from the same.
 *
 * @throws E_NPM_REGISTRY
 */
export async function npmRegistry(): Promise<string> {
  let answer: string;
  try {
    // From the root directory: a project's own .npmrc is not what the machine uses.
    ({ stdout: answer } = await promisify(execFile)('npm', ['config', 'get', 'registry'], {
      cwd: '/',
      timeout: 20_000,
    }));
  } catch (cause) {
    throw failure(cause instanceof Error ? cause.message : String(cause), cause);
  }
  const registry = answer.trim().replace(/\/+$/, '');
  if (!URL.canParse(registry) || !/^https?:/.test(registry)) throw failure(`npm answered ${JSON.stringify(registry)}`);
  return registry;
}

function failure(why: string, cause?: unknown): KitError {
  return new KitError({
    code: 'E_NPM_REGISTRY',
    what: 'Cannot find out which npm registry this machine uses.',
    why,
    next: 'try it by hand (npm config get registry), or set `openclaw.registry` in sclerite.config.ts.',
    cause,
  });
}
