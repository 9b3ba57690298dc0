import * as openclaw from '../openclaw/paths.ts';
import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** By path; a pattern's matches stand under their own paths. */
export type Paths = ReadonlyMap<string, FileEntry>;

/** Kind, mode and owner of everything OpenClaw keeps on the server. Never content or digest: some of it is secret. */
export const openclawPaths = defineFact<Paths>({
  title: "owners and modes of OpenClaw's files",
  speed: 'fast',
  source: () => ({
    kind: 'files',
    paths: [
      openclaw.home,
      openclaw.stateDirectory,
      openclaw.workspaceParent,
      openclaw.workspace,
      openclaw.configDirectory,
      openclaw.configFile,
      openclaw.credentialDirectory,
      `${openclaw.credentialDirectory}/*`,
      openclaw.runtimeDirectory,
      `${openclaw.runtimeDirectory}/*`,
      '/var/lib/systemd/credential.secret',
    ],
  }),
  parse: (reading) => new Map(entriesOf(reading).map((entry) => [entry.path, entry])),
});
