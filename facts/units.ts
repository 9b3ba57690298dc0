import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface UnitState {
  /** `loaded`, `not-found`, `masked`, `bad-setting`, … */
  readonly load: string;
  /** `enabled`, `disabled`, `static`, `masked`, …; '' when there is no unit file. */
  readonly file: string;
  /** `active`, `inactive`, `failed`, `activating`, … */
  readonly active: string;
  readonly sub: string;
  /** Whether its file changed on disk since systemd read it. */
  readonly needsReload: boolean;
  /** systemd's own time stamp of the last start; '' when it never ran. */
  readonly activeSince: string;
  /** Whether its own conditions kept it from its last start. */
  readonly isSkipped?: boolean;
}

const PROPERTIES =
  'Id,Names,LoadState,UnitFileState,ActiveState,SubState,NeedDaemonReload,ActiveEnterTimestamp,ConditionResult,ConditionTimestamp';

/** The wanted units as systemd sees them, by name. */
export const units = defineFact<Readonly<Record<string, UnitState>>>({
  title: 'units that are wanted',
  speed: 'fast',
  source: (_, wanted) => ({
    kind: 'command',
    argv: [
      '/usr/bin/systemctl',
      'show',
      '--no-pager',
      `--property=${PROPERTIES}`,
      ...wanted.units.map(({ name }) => name),
    ],
  }),
  parse(reading) {
    const blocks = stdoutOf(reading).trim().split('\n\n');
    return Object.fromEntries(blocks.flatMap(parseBlock));
  },
});

/** One entry for each of its names: whoever asks for an alias is told about the unit behind it. */
function parseBlock(block: string): [string, UnitState][] {
  const values = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
  );
  const read = (key: string) => {
    const value = values.get(key);
    if (value === undefined) throw new Unreadable(`systemctl show printed no ${key}: ${block.slice(0, 200)}`);
    return value;
  };
  const state: UnitState = {
    load: read('LoadState'),
    file: read('UnitFileState'),
    active: read('ActiveState'),
    sub: read('SubState'),
    needsReload: read('NeedDaemonReload') === 'yes',
    activeSince: read('ActiveEnterTimestamp'),
    // Until its conditions were looked at, the result is `no` as well, and there is no time.
    isSkipped: values.get('ConditionResult') === 'no' && Boolean(values.get('ConditionTimestamp')),
  };
  const names = (values.get('Names') ?? '').split(' ').filter(Boolean);
  return [read('Id'), ...names].map((name) => [name, state]);
}
