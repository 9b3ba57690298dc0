import { defineFact, entriesOf, Unreadable } from './fact.ts';

export interface Mount {
  readonly path: string;
  /** `tmpfs`, `ext4`, `proc`, … */
  readonly type: string;
  /** Options of the mount point and of the file system behind it, in the kernel's words. */
  readonly options: readonly string[];
}

/**
 * What is mounted where, as the init process sees it (proc_pid_mountinfo(5)); the collector itself sees its own sandbox. Where several
 * lie on one path, the last one counts.
 *
 * Blind spot: services in mount namespaces of their own see other things.
 */
export const mounts = defineFact<readonly Mount[]>({
  title: 'mount points and their options',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: ['/proc/1/mountinfo'], content: true }),
  parse(reading) {
    const [file] = entriesOf(reading);
    if (file?.content === undefined) throw new Unreadable(`${file?.path}: ${file?.error ?? 'came without its text'}`);
    const found = new Map<string, Mount>();
    for (const line of file.content.split('\n').filter(Boolean)) {
      const [left = '', right = ''] = line.split(' - ');
      const [, , , , path, options] = left.split(' ');
      const [type, , behind] = right.split(' ');
      if (!path || !options || !type || !behind) throw new Unreadable(`a line of mountinfo is not understood: ${line}`);
      const name = path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
      found.set(name, { path: name, type, options: [...new Set([...options.split(','), ...behind.split(',')])] });
    }
    return [...found.values()];
  },
});
