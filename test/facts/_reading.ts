import type { FileEntry, Reading } from '../../facts/fact.ts';

export const NOW = 1_795_416_000;

/** The output of a command, as the collector hands it on. */
export const command = (stdout: string, exit: number | null = 0, stderr = '', argv = ['program']): Reading => ({
  kind: 'command',
  argv,
  exit,
  stdout,
  stderr,
  at: NOW,
  ms: 5,
});

export const files = (...entries: (Partial<FileEntry> & { readonly path: string })[]): Reading => ({
  kind: 'files',
  entries: entries.map((entry) => ({ type: 'file', mode: '0644', owner: 'root', group: 'root', size: 1, ...entry })),
  at: NOW,
  ms: 1,
});
