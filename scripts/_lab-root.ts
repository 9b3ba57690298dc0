import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { KitError } from '../policy/errors.ts';

/** What has to survive sudo's cleaning of the environment. */
const kept = /^(SCLERITE_|HCLOUD_|TF_|TERRAFORM_|NODE_|npm_config_|PATH$|HOME$|.*_proxy$|.*_PROXY$|SSL_CERT_)/;

/**
 * Runs this very command again as root when it is not yet, and gives that one's exit code; null: this process is root.
 * @throws E_LAB_ROOT when there is no sudo.
 */
export async function rerunAsRoot(why: string): Promise<number | null> {
  if (process.getuid?.() === 0) return null;
  process.stderr.write(`The lab needs root: ${why}. Asking sudo.\n`);
  const env = Object.entries(process.env).flatMap(([name, value]) => (kept.test(name) ? [`${name}=${value}`] : []));
  const child = spawn('sudo', ['--', 'env', ...env, process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } catch (cause) {
    throw new KitError({
      code: 'E_LAB_ROOT',
      what: 'The lab needs root and cannot get it.',
      why: `${why}; starting sudo failed: ${(cause as Error).message}.`,
      next: 'run the same command as root.',
      cause,
    });
  }
}

export interface Operator {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** Who typed the command when sudo made this process root: files of the project stay theirs. Null: root itself. */
export function operatorBehindSudo(env: NodeJS.ProcessEnv): Operator | null {
  const { SUDO_UID, SUDO_GID, SUDO_USER } = env;
  if (SUDO_UID === undefined || SUDO_GID === undefined || SUDO_USER === undefined || SUDO_UID === '0') return null;
  return { uid: Number(SUDO_UID), gid: Number(SUDO_GID), name: SUDO_USER };
}
