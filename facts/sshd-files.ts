import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** sshd's own configuration files, with their text, in the order in which sshd reads the drop-ins. Holds no secret. */
export const sshdFiles = defineFact<readonly FileEntry[]>({
  title: "sshd's configuration files",
  speed: 'fast',
  source: () => ({ kind: 'files', paths: ['/etc/ssh/sshd_config', '/etc/ssh/sshd_config.d/*.conf'], content: true }),
  parse: entriesOf,
});
