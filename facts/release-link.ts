import { currentRelease, optDirectory, releasesDirectory } from '../openclaw/paths.ts';
import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** The link to the running release and the folders it stands in, by path. */
export const releaseLink = defineFact<Readonly<Record<string, FileEntry>>>({
  title: 'which release of OpenClaw is in use',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: [currentRelease, optDirectory, releasesDirectory] }),
  parse: (reading) => Object.fromEntries(entriesOf(reading).map((entry) => [entry.path, entry])),
});
