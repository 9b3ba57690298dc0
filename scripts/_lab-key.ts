import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { stateRoot } from '../edges/state-dir.ts';
import { command } from '../lab/command.ts';
import type { Progress } from '../lab/progress.ts';
import type { Operator } from './_lab-root.ts';

/** The key that the lab's own config names as its operator's: made once, without a passphrase, never used outside the lab. */
export function labKeyPath(env: NodeJS.ProcessEnv = process.env): string {
  return join(stateRoot(env), '.sclerite', 'lab', 'keys', 'id_ed25519');
}

/** Made by and for whoever typed the command, although this process may be root by now. */
export async function ensureLabKey(operator: Operator | null, progress: Progress): Promise<string> {
  const path = labKeyPath();
  if (existsSync(path)) return path;
  const as =
    operator === null ? [] : ['setpriv', `--reuid=${operator.uid}`, `--regid=${operator.gid}`, '--init-groups'];
  await command([...as, 'sh', '-euc', 'umask 077; mkdir -p "$1"', 'sh', dirname(path)]);
  await command([...as, 'ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'sclerite-lab', '-f', path]);
  progress(`key of the lab's operator: ${path}`);
  return path;
}
