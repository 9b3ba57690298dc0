import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Bytes. */
export interface JournalLimits {
  readonly path: string;
  readonly maxUse: number;
  readonly keepFree: number;
}

/** SD_MESSAGE_JOURNAL_USAGE of sd-messages.h: journald says its limits whenever it opens its files. */
const USAGE = 'ec387f577b844b8fa948f33cad9a75e6';

/** What journald said last about its own limits, since this boot. */
export const journalLimits = defineFact<JournalLimits>({
  title: "journald's limits, in its own words",
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: [
      '/usr/bin/journalctl',
      '--quiet',
      '--boot',
      '--lines=1',
      '--output=json',
      '--output-fields=JOURNAL_PATH,MAX_USE,DISK_KEEP_FREE',
      `MESSAGE_ID=${USAGE}`,
      '_SYSTEMD_UNIT=systemd-journald.service',
    ],
  }),
  parse(reading) {
    const line = stdoutOf(reading).trim().split('\n').at(-1);
    if (!line) throw new Unreadable('journald said nothing about its limits since this boot');
    const { JOURNAL_PATH, MAX_USE, DISK_KEEP_FREE } = JSON.parse(line) as Record<string, string>;
    const [maxUse, keepFree] = [Number(MAX_USE), Number(DISK_KEEP_FREE)];
    if (!JOURNAL_PATH || !Number.isFinite(maxUse) || !Number.isFinite(keepFree))
      throw new Unreadable(`journald's words are not understood: ${line.slice(0, 200)}`);
    return { path: JOURNAL_PATH, maxUse, keepFree };
  },
});
