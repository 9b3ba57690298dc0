import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Unix seconds of the server's clock, all of them. */
export interface UpdateStamps {
  /** When apt's package lists last changed, or were last found to be current; the later of the two. */
  readonly listsCheckedAt: number;
  /** Since when a reboot is asked for; undefined: it is not. */
  readonly rebootRequiredSince?: number;
  /** When the last unattended upgrade ended well, also one that found nothing; undefined: none has yet. */
  readonly upgradedAt?: number;
  /** When the server was born (cloud-init's first run); undefined: cloud-init left no mark. */
  readonly bornAt?: number;
  readonly at: number;
}

/** apt replaces files here when an archive published something. */
const LISTS = '/var/lib/apt/lists';
/** `apt-daily.service` touches it after an update that succeeded, also one that found nothing new. */
const STAMP = '/var/lib/apt/periodic/update-stamp';
/** `apt-daily-upgrade.service` touches it when unattended-upgrade ended with 0. */
const UPGRADED = '/var/lib/apt/periodic/upgrade-stamp';
/** cloud-init makes it once, at the first boot. */
const BORN = '/var/lib/cloud/sem/config_scripts_per_once.once';
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
      '/var/lib/cloud',
      '-maxdepth',
      '2',
      ...[
        '(',
        '-path',
        LISTS,
        '-o',
        '-path',
        STAMP,
        '-o',
        '-path',
        UPGRADED,
        '-o',
        '-path',
        BORN,
        '-o',
        '-path',
        REBOOT,
        ')',
      ],
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
    const [reboot, upgraded, born] = [REBOOT, UPGRADED, BORN].map((path) => times.get(path));
    return {
      listsCheckedAt: Math.max(...checked),
      ...(reboot === undefined ? {} : { rebootRequiredSince: reboot }),
      ...(upgraded === undefined ? {} : { upgradedAt: upgraded }),
      ...(born === undefined ? {} : { bornAt: born }),
      at: reading.at,
    };
  },
});
