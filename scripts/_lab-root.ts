import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { KitError } from '../policy/errors.ts';

/**
 * What has to survive sudo's cleaning of the environment. Not HOME: what root's programs write there would be root's, and
 * in the operator's way ever after.
 */
const kept = /^(SCLERITE_|HCLOUD_|TF_|TERRAFORM_|NODE_|npm_config_|.*_proxy$|.*_PROXY$|SSL_CERT_)/;

/** Debian's users do not have these on their PATH; nft and ip lie there. */
const rootPaths = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The environment of the same command run as root, as `NAME=value`. */
export function environmentForRoot(env: NodeJS.ProcessEnv): string[] {
  return [
    ...Object.entries(env).flatMap(([name, value]) => (kept.test(name) ? [`${name}=${value}`] : [])),
    `PATH=${[...(env.PATH ?? '/usr/bin:/bin').split(':'), ...rootPaths].join(':')}`,
    `SCLERITE_OPERATOR_HOME=${env.HOME ?? '/'}`,
  ];
}

/**
 * Runs this very command again as root when it is not yet, and gives that one's exit code; null: this process is root.
 * @throws E_LAB_ROOT when there is no sudo.
 */
export async function rerunAsRoot(why: string): Promise<number | null> {
  if (process.getuid?.() === 0) return null;
  process.stderr.write(`The lab needs root: ${why}. Asking sudo.\n`);
  const child = spawn(
    'sudo',
    ['--', 'env', ...environmentForRoot(process.env), process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    {
      stdio: 'inherit',
    },
  );
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
  readonly home: string;
}

/** Who typed the command when sudo made this process root: files of the project stay theirs. Null: root itself. */
export function operatorBehindSudo(env: NodeJS.ProcessEnv): Operator | null {
  const { SUDO_UID, SUDO_GID, SUDO_USER, SCLERITE_OPERATOR_HOME } = env;
  if (SUDO_UID === undefined || SUDO_GID === undefined || SUDO_USER === undefined || SUDO_UID === '0') return null;
  return { uid: Number(SUDO_UID), gid: Number(SUDO_GID), name: SUDO_USER, home: SCLERITE_OPERATOR_HOME ?? '/' };
}
