import { defineFact, entriesOf, Unreadable } from './fact.ts';

export interface KernelModules {
  readonly loaded: readonly string[];
  /** Modules that modprobe is told to run a program for which does nothing, instead of loading them. */
  readonly off: readonly string[];
}

/**
 * Modules in the kernel, and those that modprobe.d(5) keeps out. Names with `_`, as the kernel writes them.
 *
 * Blind spots: what is built into the kernel is no module; insmod(8) reads no file.
 */
export const kernelModules = defineFact<KernelModules>({
  title: 'kernel modules, loaded and kept out',
  speed: 'fast',
  source: () => ({
    kind: 'files',
    content: true,
    paths: ['/proc/modules', '/usr/lib/modprobe.d/*.conf', '/run/modprobe.d/*.conf', '/etc/modprobe.d/*.conf'],
  }),
  parse(reading) {
    const [modules, ...files] = entriesOf(reading);
    if (modules?.content === undefined) throw new Unreadable(`/proc/modules: ${modules?.error ?? 'not there'}`);
    const loaded = modules.content.split('\n').flatMap((line) => line.split(' ')[0] || []);
    // A file hides those of the same name in the folders before; the first rule for a module counts.
    const byName = new Map(files.map((file) => [file.path.slice(file.path.lastIndexOf('/') + 1), file]));
    const off = new Map<string, boolean>();
    for (const { path, type, content, error } of [...byName.values()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      if (type !== 'file') continue;
      if (content === undefined) throw new Unreadable(`${path}: ${error ?? 'came without its text'}`);
      for (const [, name = '', program = ''] of content.matchAll(/^\s*install\s+(\S+)\s+(\S.*?)\s*$/gm)) {
        const module = name.replaceAll('-', '_');
        if (!off.has(module)) off.set(module, /^(\/usr)?\/bin\/(false|true)$/.test(program));
      }
    }
    return { loaded, off: [...off].filter(([, isOff]) => isOff).map(([name]) => name) };
  },
});
