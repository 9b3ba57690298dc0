import { APPLY_EXIT, applyPrelude } from './_apply-prelude.ts';
import { shellWord as word } from './_shell-word.ts';
import type { Difference, DifferenceKind } from './diff.ts';
import { ownedDirectories, ownedFiles } from './owned.ts';
import type { Wanted, WantedDirectory, WantedFile, WantedUnit, WantedUser } from './wanted.ts';

export { APPLY_EXIT };

/**
 * Differences → one bash script that mends exactly these, to be run as root. Pure.
 *
 * A difference that nobody could look at is mended too: each part looks again before it changes anything, so a second run
 * changes nothing and restarts nothing. New files are checked before anything takes them up; when a check refuses, all old
 * copies come back. It says each change on its standard output: `changed PATH`, `installed …`, `restarted UNIT`.
 *
 * It does not protect against locking yourself out: whoever runs it arms a rollback first where that can happen.
 */
export function applyScript(differences: readonly Difference[], wanted: Wanted): string {
  const named = (kind: DifferenceKind) =>
    new Set(differences.filter((difference) => difference.kind === kind).map(({ name }) => name));
  const packages = [...named('package')];
  const [groups, users, directories, files, absent, units] = (
    ['group', 'user', 'directory', 'file', 'absent', 'unit'] as const
  ).map(named) as [Set<string>, Set<string>, Set<string>, Set<string>, Set<string>, Set<string>];
  const watchers = wanted.units.filter((unit) => unit.watches?.some((path) => files.has(path)));
  const touched = wanted.units.filter((unit) => units.has(unit.name));
  return [
    applyPrelude,
    'fit',
    ...(packages.length > 0 ? [`packages ${packages.map(word).join(' ')}`] : []),
    ...wanted.groups.filter((name) => groups.has(name)).map((name) => `group ${word(name)}`),
    ...wanted.users.filter(({ name }) => users.has(name)).map(userLine),
    ...ownedDirectories(wanted)
      .filter(({ path }) => directories.has(path))
      .map(directoryLine),
    ...ownedFiles(wanted)
      .filter(({ path }) => files.has(path))
      .map(fileLines),
    ...wanted.absent.filter((path) => absent.has(path)).map((path) => `gone ${word(path)}`),
    'check_all',
    'take_up',
    ...(touched.length + watchers.length > 0 || [...files, ...absent].some(isUnitFile) ? ['reload_units'] : []),
    ...touched.map(enablementLine),
    ...watchers.filter((unit) => unit.active).map(watcherLine),
    ...touched.map(activityLine),
    'finish',
    '',
  ].join('\n');
}

/** Units → one bash script that makes each read its files again. Says `reloaded UNIT` or `restarted UNIT`. Pure. */
export const rereadScript = (units: readonly WantedUnit[]): string =>
  [
    applyPrelude,
    'take_up',
    ...units.map(({ name, onChange = 'restart' }) => `reread ${word(name)} ${onChange}`),
    'finish',
    '',
  ].join('\n');

const isUnitFile = (path: string) => path.startsWith('/etc/systemd/system/');

const userLine = ({ name, system, home, shell, groups }: WantedUser) =>
  `user ${word(name)} ${system ? 'system' : 'person'} ${word(home)} ${word(shell)} ${word(groups.join(','))}`;

const directoryLine = ({ path, mode, owner, group }: WantedDirectory) =>
  `directory ${word(path)} ${mode} ${word(owner)} ${word(group)}`;

/** Base64, so that the bytes arrive whatever they are. */
function fileLines({ path, mode, owner, group, content }: WantedFile): string {
  const text = Buffer.from(content)
    .toString('base64')
    .replace(/.{1,120}/g, '$&\n');
  return `put ${word(path)} ${mode} ${word(owner)} ${word(group)} <<'END-OF-FILE'\n${text}END-OF-FILE`;
}

const enablementLine = ({ name, enabled }: WantedUnit) => `enablement ${word(name)} ${enabled}`;

const watcherLine = ({ name, watches = [], onChange = 'restart' }: WantedUnit) =>
  `watcher ${word(name)} ${onChange} ${watches.map(word).join(' ')}`;

const activityLine = ({ name, active }: WantedUnit) => `activity ${word(name)} ${active ? 'start' : 'stop'}`;
