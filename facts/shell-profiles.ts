import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** What every login shell reads before a person types, with its text (a link with that of its target): in no way secret. */
export const shellProfiles = defineFact<readonly FileEntry[]>({
  title: 'what login shells read for everybody',
  speed: 'fast',
  source: () => ({
    kind: 'files',
    // Debian links from the second folder into the third.
    paths: [
      '/etc/profile',
      '/etc/profile.d/*.sh',
      '/usr/lib/systemd/profile.d/*.sh',
      '/etc/bash.bashrc',
      '/etc/environment',
    ],
    content: true,
  }),
  parse(reading) {
    const entries = entriesOf(reading).filter(({ type, error }) => type !== 'absent' || error !== undefined);
    const texts = new Map(entries.map(({ path, content }) => [path, content]));
    return entries.map((entry) => {
      const content = entry.type === 'link' ? texts.get(entry.target ?? '') : entry.content;
      return { ...entry, ...(content !== undefined && { content }) };
    });
  },
});
