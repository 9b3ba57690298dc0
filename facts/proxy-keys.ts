import { certbotDirectory, certificateKey, cookieFile, lineage, liveDirectory, passwordFile } from '../proxy/paths.ts';
import { defineFact, entriesOf, type FileEntry } from './fact.ts';

const ARCHIVE = `${certbotDirectory}/archive/${lineage}`;

/** Who may read what only nginx and its certificate's program should: type, mode and owner, never the content. By path. */
export const proxyKeys = defineFact<Readonly<Record<string, FileEntry>>>({
  title: "who may read the proxy's keys",
  speed: 'fast',
  source: ({ exposure }) =>
    exposure && {
      kind: 'files',
      paths: [liveDirectory, ARCHIVE, certificateKey, `${ARCHIVE}/privkey*.pem`, passwordFile, cookieFile],
    },
  parse: (reading) => Object.fromEntries(entriesOf(reading).map((entry) => [entry.path, entry])),
});
