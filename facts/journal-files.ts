import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** The journal's files on disk and in memory. */
export interface JournalFiles {
  readonly onDisk: readonly FileEntry[];
  readonly inMemory: readonly FileEntry[];
}

/** Where the journal lies: journald keeps its system log on disk, or in memory until the next reboot. */
export const journalFiles = defineFact<JournalFiles>({
  title: "the journal's files",
  speed: 'fast',
  source: () => ({ kind: 'files', paths: ['/var/log/journal/*/*.journal', '/run/log/journal/*/*.journal'] }),
  parse(reading) {
    const files = entriesOf(reading).filter(({ type }) => type !== 'absent');
    const below = (folder: string) => files.filter(({ path }) => path.startsWith(folder));
    return { onDisk: below('/var/log/'), inMemory: below('/run/log/') };
  },
});
