import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** What lies in /var/log, two levels deep: type, mode and owner. */
export const logFiles = defineFact<readonly FileEntry[]>({
  title: 'log files and their modes',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: ['/var/log/*', '/var/log/*/*'] }),
  parse: (reading) => entriesOf(reading).filter(({ type, error }) => type !== 'absent' || error !== undefined),
});
