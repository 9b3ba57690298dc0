import { defineFact, entriesOf, Unreadable } from './fact.ts';

export interface OsRelease {
  /** `debian` */
  readonly id: string;
  /** `13` */
  readonly versionId: string;
  /** Unix seconds on the server when it was read: the day to hold an end of support against. */
  readonly at: number;
}

/** The file behind the link `/etc/os-release`. */
const FILE = '/usr/lib/os-release';

/** Which system this is, as it says itself. */
export const osRelease = defineFact<OsRelease>({
  title: 'operating system release',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: [FILE], content: true }),
  parse(reading) {
    const entry = entriesOf(reading).find(({ path }) => path === FILE);
    if (entry?.content === undefined) throw new Unreadable(`${FILE}: ${entry?.error ?? 'not there'}`);
    const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(entry.content ?? '')?.[1];
    const [id, versionId] = [field('ID'), field('VERSION_ID')];
    if (!id || !versionId) throw new Unreadable(`${FILE} names no ID and VERSION_ID`);
    return { id, versionId, at: reading.at };
  },
});
