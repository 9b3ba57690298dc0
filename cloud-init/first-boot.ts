import { FIRST_UPGRADE_UNIT } from '../policy/first-upgrade.ts';
import type { Wanted } from '../policy/wanted.ts';

/** Long enough for handover to be over: an upgrade of ssh or systemd in the middle of it would only cost time. */
const FIRST_UPGRADE = '10min';

/**
 * What cloud-init has no module for, run once after packages and files: directories, paths that must not exist, and units.
 * It stops at the first failure, and cloud-init then reports an error that handover shows.
 *
 * @param startedLater units that cannot start yet
 */
export function firstBootScript(
  { directories, absent, units }: Pick<Wanted, 'directories' | 'absent' | 'units'>,
  startedLater: readonly string[],
): string {
  const named = (wants: (unit: Wanted['units'][number]) => boolean) => units.filter(wants).map(({ name }) => name);
  return [
    'set -eu',
    ...directories.map(({ path, mode, owner, group }) =>
      command('install', '-d', '-m', mode, '-o', owner, '-g', group, path),
    ),
    ...each(['rm', '-rf', '--'], absent),
    'systemctl daemon-reload',
    ...each(
      ['systemctl', 'mask', '--now'],
      named(({ enabled }) => enabled === 'masked'),
    ),
    ...each(
      ['systemctl', 'disable', '--now'],
      named(({ enabled }) => enabled === 'disabled'),
    ),
    ...each(
      ['systemctl', 'enable'],
      named(({ enabled }) => enabled === 'enabled'),
    ),
    ...each(
      ['systemctl', 'start'],
      named(({ name, active }) => active && !startedLater.includes(name)),
    ),
    command(
      'systemd-run',
      '--quiet',
      `--unit=${FIRST_UPGRADE_UNIT}`,
      `--on-active=${FIRST_UPGRADE}`,
      'systemctl',
      'start',
      '--no-block',
      'apt-daily-upgrade.service',
    ),
    '',
  ].join('\n');
}

/** One command for many names; none for none. */
function each(start: readonly string[], names: readonly string[]): string[] {
  return names.length === 0 ? [] : [command(...start, ...names)];
}

function command(...words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
