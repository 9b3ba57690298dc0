import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface LooseFile {
  readonly path: string;
  /** Octal digits as `find` prints them: `4755`, `1777`. */
  readonly mode: string;
  /** `root:shadow`; a number where the server knows no name. */
  readonly owner: string;
  /** As `find` prints it: `f`, `d`, `s`, … */
  readonly type: string;
}

export interface LooseFiles {
  /** Programs that run as somebody else than who starts them. */
  readonly setId: readonly LooseFile[];
  /** Owned by a number that is nobody's. */
  readonly unowned: readonly LooseFile[];
  /** Writable for everybody: files, and directories with or without the sticky bit. */
  readonly worldWritable: readonly LooseFile[];
}

/** Fields end with a tabulator, entries with a NUL: a file may have any name. */
const found = (letter: string) => ['-printf', `${letter}\\t%m\\t%u:%g\\t%y\\t%p\\0`];

/**
 * One walk over the whole root file system.
 *
 * Blind spots: other file systems (Debian mounts /tmp, /run and /dev/shm without setuid), and this unit's own /tmp and /var/tmp
 * stand in place of the real ones.
 */
export const looseFiles = defineFact<LooseFiles>({
  title: 'setuid programs, files of nobody, files for everybody',
  speed: 'slow',
  source: () => ({
    kind: 'command',
    argv: [
      '/usr/bin/find',
      '/',
      '-ignore_readdir_race',
      '-xdev',
      ...['(', '-type', 'f', '-perm', '/6000', ...found('S'), ')', ','],
      ...['(', '(', '-nouser', '-o', '-nogroup', ')', ...found('U'), ')', ','],
      ...['(', '-perm', '-0002', '!', '-type', 'l', ...found('W'), ')'],
    ],
    timeout: 300,
  }),
  parse(reading) {
    const files: Record<string, LooseFile[]> = { S: [], U: [], W: [] };
    for (const line of stdoutOf(reading).split('\0').filter(Boolean)) {
      const [letter = '', mode = '', owner = '', type = '', ...path] = line.split('\t');
      const list = files[letter];
      if (list === undefined || path.length === 0) throw new Unreadable(`not understood: ${line.slice(0, 200)}`);
      list.push({ path: path.join('\t'), mode, owner, type });
    }
    const of = (letter: string) => (files[letter] ?? []).sort((a, b) => (a.path < b.path ? -1 : 1));
    return { setId: of('S'), unowned: of('U'), worldWritable: of('W') };
  },
});
