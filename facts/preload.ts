import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** The one file that ld.so reads for every program, before its own libraries (ld.so(8)). */
const FILE = '/etc/ld.so.preload';

/**
 * Libraries that every program must load; empty where there is no such file.
 *
 * Blind spots: LD_PRELOAD in the environment of a unit or a login (their files are looked at by `foreignFiles`).
 */
export const preload = defineFact<readonly string[]>({
  title: 'libraries that every program loads',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: [FILE], content: true }),
  parse(reading) {
    const entry = entriesOf(reading).find(({ path }) => path === FILE);
    if (entry === undefined || (entry.type !== 'absent' && entry.content === undefined))
      throw new Unreadable(`${FILE}: ${entry?.error ?? 'not read'}`);
    return (entry.content ?? '')
      .split('\n')
      .map((line) => line.replace(/#.*/, ''))
      .flatMap((line) => line.split(/[\s:]+/))
      .filter(Boolean);
  },
});
