import { linkDirectory } from '../proxy/paths.ts';
import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** Where the collector's manifest lies: the one wanted file that cannot be part of what the manifest is made of. */
const MANIFEST = '/usr/local/libexec/sclerite/facts.json';

/** Every path that we own or want gone: type, mode, owner and digest, never the content. By path. */
export const hostFiles = defineFact<Readonly<Record<string, FileEntry>>>({
  title: 'files and directories that are wanted, or must be absent',
  speed: 'fast',
  source: (_, wanted) => ({
    kind: 'files',
    digest: true,
    paths: [
      ...wanted.files.map(({ path }) => path),
      ...wanted.directories.map(({ path }) => path),
      ...wanted.users.flatMap(({ home, authorizedKeys }) =>
        authorizedKeys ? [`${home}/.ssh`, `${home}/.ssh/authorized_keys`] : [],
      ),
      ...wanted.absent,
      `${linkDirectory}/*`, // wholly ours: whatever lies there, nginx reads
      MANIFEST,
    ],
  }),
  parse: (reading) => Object.fromEntries(entriesOf(reading).map((entry) => [entry.path, entry])),
});
