import { readFileSync, type Stats, statSync } from 'node:fs';
import type { SecretReference } from '../config/config.ts';
import { usageError } from '../policy/errors.ts';
import { Secret } from './secret.ts';

/**
 * The value behind a reference, looked up when it is needed and kept nowhere on this machine.
 *
 * @param name how the config calls it: `anthropic`
 * @throws E_SECRET_MISSING, E_SECRET_FILE (exit 64); the value is in no message
 */
export function readSecret(name: string, reference: SecretReference, env: NodeJS.ProcessEnv = process.env): Secret {
  return 'env' in reference ? fromEnvironment(name, reference.env, env) : fromFile(name, reference.file);
}

/** What would keep each secret from being read now, one sentence each; [] when all are there. */
export function unreadableSecrets(
  secrets: Readonly<Record<string, SecretReference>>,
  env: NodeJS.ProcessEnv = process.env,
): string[] {
  return Object.entries(secrets).flatMap(([name, reference]) => {
    try {
      readSecret(name, reference, env);
      return [];
    } catch (error) {
      return [`secrets.${name}: ${error instanceof Error ? error.message : error}`];
    }
  });
}

function fromEnvironment(name: string, variable: string, env: NodeJS.ProcessEnv): Secret {
  const value = env[variable]?.trim() ?? '';
  if (value !== '' && !/[\n\r\0]/.test(value)) return new Secret(value);
  throw usageError({
    code: 'E_SECRET_MISSING',
    what: `The environment variable ${variable} ${value === '' ? 'is not set' : 'holds more than one line'}.`,
    why: `secrets.${name} of the config refers to it.`,
    next: `read -rs ${variable} && export ${variable}   (type the value; it is not echoed), then run the same command again.`,
  });
}

function fromFile(name: string, file: string): Secret {
  const refuse = (what: string, next: string, cause?: unknown) =>
    usageError({
      code: 'E_SECRET_FILE',
      what: `${file} ${what}.`,
      why: `secrets.${name} of the config refers to it, and a secret file must be readable by you alone.`,
      next,
      cause,
    });
  let found: Stats;
  let value: string;
  try {
    found = statSync(file);
    if (!found.isFile()) throw refuse('is not a file', 'correct the path in the config.');
    if ((found.mode & 0o077) !== 0) {
      const mode = (found.mode & 0o7777).toString(8).padStart(4, '0');
      throw refuse(
        `has mode ${mode}, so others may read it`,
        `chmod 600 ${file}; if others use this machine, change the secret too.`,
      );
    }
    const uid = process.getuid?.();
    if (uid !== undefined && found.uid !== uid)
      throw refuse(`belongs to user ${found.uid}, and this is user ${uid}`, `chown ${uid} ${file}`);
    value = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (!(error instanceof Error) || !('errno' in error)) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw refuse(
      isMissing ? 'does not exist' : `cannot be read: ${error.message}`,
      isMissing ? `(umask 077; cat > ${file})   then type the value and Ctrl-D.` : `see who may read it: ls -l ${file}`,
      error,
    );
  }
  if (value === '') throw refuse('is empty', 'put the value into it.');
  if (/[\n\r\0]/.test(value)) throw refuse('holds more than one line', 'leave the value alone in it, on one line.');
  return new Secret(value);
}
