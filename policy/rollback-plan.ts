import type { Difference, DifferenceKind } from './diff.ts';
import { NFTABLES_CONF } from './render/nftables.ts';
import type { Wanted } from './wanted.ts';

/** What a change may touch, so what must be kept to take it back. */
export interface RollbackPlan {
  /** The differences in words, for the record that a rollback leaves. */
  readonly changes: readonly string[];
  /** Files, links and directories, parents first; some may not exist yet. */
  readonly paths: readonly string[];
  readonly units: readonly RollbackUnit[];
  /** Kernel settings that a touched file sets: to put the file back does not bring the old value back. */
  readonly sysctls: readonly string[];
  readonly touchesSshd: boolean;
  readonly touchesNftables: boolean;
}

export interface RollbackUnit {
  readonly name: string;
  /** What makes it take up its former files. `none`: it reads none of those that are touched. */
  readonly how: 'reload' | 'restart' | 'none';
}

/** Where accounts live, with the copies that the tools of passwd(5) leave beside them. */
const ACCOUNT_FILES = ['passwd', 'shadow', 'group', 'gshadow', 'subuid', 'subgid'].flatMap((name) => [
  `/etc/${name}`,
  `/etc/${name}-`,
]);
const ACCOUNTS: readonly DifferenceKind[] = ['user', 'group'];
const PATHS: readonly DifferenceKind[] = ['directory', 'file', 'absent'];

/** The way back from mending these differences. Pure. Installed packages are not in it: they stay. */
export function rollbackPlan(differences: readonly Difference[], wanted: Wanted): RollbackPlan {
  const named = (kinds: readonly DifferenceKind[]) =>
    differences.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const touched = new Set(named(PATHS));
  const touchedUnits = new Set(named(['unit']));
  const accounts = named(ACCOUNTS).length > 0 ? ACCOUNT_FILES : [];
  const units = wanted.units.flatMap(({ name, watches = [], onChange = 'restart' }): RollbackUnit[] => {
    const read = watches.filter((path) => touched.has(path));
    if (read.length === 0 && !touchedUnits.has(name)) return [];
    return [{ name, how: read.length === 0 ? 'none' : read.some(isUnitFile) ? 'restart' : onChange }];
  });
  const isTouched = (prefix: string) => [...touched].some((path) => path.startsWith(prefix));
  return {
    changes: differences.map(({ what }) => what),
    paths: [...new Set([...accounts, ...touched])].sort(),
    units,
    sysctls: wanted.files.filter(({ path }) => touched.has(path)).flatMap(sysctlsOf),
    touchesSshd: isTouched('/etc/ssh/') || touchedUnits.has('ssh.service'),
    touchesNftables: touched.has(NFTABLES_CONF) || touchedUnits.has('nftables.service'),
  };
}

/** A process has its sandbox and its command line from its start. */
const isUnitFile = (path: string) => path.startsWith('/etc/systemd/system/');

/** The keys of a sysctl.d(5) file; a leading `-` only says that a failure is to be ignored. */
function sysctlsOf({ path, content }: { readonly path: string; readonly content: string }): string[] {
  if (!path.startsWith('/etc/sysctl.d/')) return [];
  return [...content.matchAll(/^-?\s*([a-z][\w./-]*)\s*=/gm)].map(([, key = '']) => key);
}
