import { defineFact, Unreadable } from './fact.ts';

/** One option in a source that lets apt accept what nobody signed. */
export interface UnsignedSource {
  readonly file: string;
  readonly line: number;
  /** As written: `trusted=yes`, `Trusted: yes`. */
  readonly option: string;
}

/** The option alone is printed, never the line: an address in it may carry a password. */
const OPTION = '^[^#]*\\K\\b(trusted|allow-insecure|allow-weak|allow-downgrade-to-insecure)(=|: *)(yes|true|on|1)\\b';

/**
 * Options in apt's sources that switch signature checks off.
 *
 * Blind spot: `Dir::Etc::sourcelist` may point elsewhere; nothing else on a Debian system does that.
 */
export const aptUnsignedSources = defineFact<readonly UnsignedSource[]>({
  title: 'apt sources that need no signature',
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: ['/usr/bin/grep', '-rnoiPH', OPTION, '/etc/apt/sources.list.d', '/etc/apt/sources.list'],
  }),
  parse(reading) {
    if (reading.kind !== 'command') throw new Unreadable(`expected the output of a command, got ${reading.kind}`);
    // grep: 0 found, 1 found nothing, 2 failed. A system without the old sources.list is complete without it.
    const complaints = reading.stderr
      .split('\n')
      .filter((line) => line !== '' && !/sources\.list: No such file or directory$/.test(line));
    if (reading.exit === null || reading.exit > 2 || complaints.length > 0) {
      throw new Unreadable(
        `grep could not read apt's sources: ${complaints.join('; ') || `ended with ${reading.exit}`}`,
      );
    }
    return reading.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const match = /^(.+?):(\d+):(.*)$/.exec(line);
        if (!match) throw new Unreadable(`grep printed a line of another shape: ${line.slice(0, 80)}`);
        return { file: match[1] as string, line: Number(match[2]), option: match[3] as string };
      });
  },
});
