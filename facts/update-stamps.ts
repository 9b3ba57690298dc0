import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Unix seconds of the server's clock, all of them. */
export interface UpdateStamps {
  /** When apt's package lists last changed, or were last found to be current; the later of the two. */
  readonly listsCheckedAt: number;
  /** Since when a reboot is asked for; undefined: it is not. */
  readonly rebootRequiredSince?: number;
  readonly at: number;
}

/** apt replaces files here when an archive published something. */
const LISTS = '/var/lib/apt/lists';
/** `apt-daily.service` touches it after an update that succeeded, also one that found nothing new. */
const STAMP = '/var/lib/apt/periodic/update-stamp';
/** Kernel and library packages ask for a reboot with it. */
const REBOOT = '/run/reboot-required';

/** Times of the files that tell when updates were looked for and whether one waits for a reboot. */
export const updateStamps = defineFact<UpdateStamps>({
  title: 'last look for updates, pending reboot',
  speed: 'fast',
  // find, because it is silent about what is absent in a folder that exists.
  source: () => ({
    kind: 'command',
    argv: [
      '/usr/bin/find',
      '/var/lib/apt',
      '/run',
      '-maxdepth',
      '2',
      ...['(', '-path', LISTS, '-o', '-path', STAMP, '-o', '-path', REBOOT, ')'],
      ...['-printf', '%T@ %p\\n'],
    ],
  }),
  parse(reading) {
    const times = new Map(
      stdoutOf(reading)
        .split('\n')
        .filter(Boolean)
        .map((line) => {
          const [seconds = '', path = ''] = line.split(' ');
          return [path, Math.floor(Number(seconds))] as const;
        }),
    );
    const checked = [LISTS, STAMP].map((path) => times.get(path)).filter((time) => time !== undefined);
    if (checked.length === 0 || !checked.every(Number.isFinite)) throw new Unreadable(`${LISTS} is not there`);
    const reboot = times.get(REBOOT);
    return {
      listsCheckedAt: Math.max(...checked),
      ...(reboot === undefined ? {} : { rebootRequiredSince: reboot }),
      at: reading.at,
    };
  },
});
