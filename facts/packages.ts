import { defineFact, Unreadable } from './fact.ts';

export interface PackageState {
  readonly isInstalled: boolean;
  /** '' when dpkg does not know it. */
  readonly version: string;
}

/** The wanted packages as dpkg sees them, by name; every wanted one is there, installed or not. */
export const packages = defineFact<Readonly<Record<string, PackageState>>>({
  title: 'packages that are wanted',
  speed: 'fast',
  source: (_, wanted) => ({
    kind: 'command',
    argv: [
      '/usr/bin/dpkg-query',
      '-W',
      '-f',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own syntax
      '${Package}\\t${db:Status-Abbrev}\\t${Version}\\n',
      '--',
      ...wanted.packages,
    ],
  }),
  parse(reading) {
    if (reading.kind !== 'command') throw new Unreadable(`expected the output of a command, got ${reading.kind}`);
    // 1: at least one of them is unknown to dpkg, which then says which.
    if (reading.exit !== 0 && reading.exit !== 1)
      throw new Unreadable(`dpkg-query ended with ${reading.exit}: ${reading.stderr}`);
    const states: Record<string, PackageState> = {};
    for (const [, name] of reading.stderr.matchAll(/no packages found matching (\S+)/g)) {
      states[name as string] = { isInstalled: false, version: '' };
    }
    for (const line of reading.stdout.split('\n').filter(Boolean)) {
      const [name, status, version] = line.split('\t');
      if (!name || !status || version === undefined) throw new Unreadable(`dpkg-query printed ${JSON.stringify(line)}`);
      states[name] = { isInstalled: status.startsWith('ii'), version };
    }
    const asked = reading.argv.slice(reading.argv.indexOf('--') + 1);
    const silent = asked.filter((name) => states[name] === undefined);
    if (silent.length > 0)
      throw new Unreadable(`dpkg-query said nothing about ${silent.join(', ')}: ${reading.stderr.trim()}`);
    return states;
  },
});
