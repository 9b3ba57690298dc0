import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { acceptedKeyTypes, readPublicKey } from '../config/public-key.ts';

export interface FoundKey {
  /** `~/.ssh/id_ed25519.pub` */
  readonly path: string;
  /** `ssh-ed25519 ada@laptop` */
  readonly hint: string;
}

/** The public keys in ~/.ssh that a server would take, the best type first. An unreadable file is none of them. */
export function findPublicKeys(home: string = homedir()): FoundKey[] {
  const dir = join(home, '.ssh');
  let names: string[];
  try {
    names = readdirSync(dir).filter((name) => name.endsWith('.pub'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const rank = (type: string) => (acceptedKeyTypes as readonly string[]).indexOf(type);
  return names
    .flatMap((name) => {
      const key = readPublicKey(textOf(join(dir, name)));
      return key.ok
        ? [{ path: `~/.ssh/${name}`, hint: `${key.value.type} ${key.value.comment}`.trim(), type: key.value.type }]
        : [];
    })
    .sort((a, b) => rank(a.type) - rank(b.type) || (a.path < b.path ? -1 : 1))
    .map(({ path, hint }) => ({ path, hint }));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a directory or a file of somebody else's: no key that could be used
  }
}
