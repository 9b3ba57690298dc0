import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface UnitChoice {
  /** Unit files that are switched on, with what the distribution would do: `enabled`, `disabled`, `ignored`; '' when it has no opinion. */
  readonly enabled: readonly { readonly name: string; readonly preset: string }[];
  /** Loaded timers, paths and sockets that no file describes: made by systemd-run, gone with the next reboot. */
  readonly transient: readonly string[];
}

const PROGRAM = `systemctl list-unit-files --no-pager --state=enabled,linked --output=json
systemctl show --no-pager --property=Id,Transient '*.timer' '*.path' '*.socket'`;

/**
 * What was switched on, by whomever, and what waits for its time without a file.
 *
 * Blind spot: units of users' own systemd instances.
 */
export const unitChoice = defineFact<UnitChoice>({
  title: 'units that are switched on, and timers without a file',
  speed: 'slow',
  source: () => ({ kind: 'command', argv: ['/bin/sh', '-euc', PROGRAM] }),
  parse(reading) {
    const text = stdoutOf(reading);
    const end = text.indexOf('\n');
    const files = JSON.parse(text.slice(0, end)) as { unit_file?: string; preset?: string | null }[];
    if (!Array.isArray(files) || files.length === 0) throw new Unreadable('systemd listed no unit file');
    const enabled = files.map(({ unit_file, preset }) => {
      if (unit_file === undefined) throw new Unreadable('systemd listed a unit file without a name');
      return { name: unit_file, preset: preset ?? '' };
    });
    const blocks = text.slice(end).trim().split('\n\n');
    const transient = blocks.flatMap((block) => {
      const name = /^Id=(.+)$/m.exec(block)?.[1];
      const isTransient = /^Transient=(yes|no)$/m.exec(block)?.[1];
      if (!name || !isTransient) throw new Unreadable(`systemctl show printed ${JSON.stringify(block.slice(0, 200))}`);
      return isTransient === 'yes' ? [name] : [];
    });
    return { enabled, transient: transient.sort() };
  },
});
