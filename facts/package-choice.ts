import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface PackageChoice {
  readonly installed: number;
  /** Installed, and in none of the archives that apt knows, not even in another version. */
  readonly unknown: readonly { readonly name: string; readonly version: string }[];
}

const PROGRAM = `
import apt_pkg, json
apt_pkg.init()
installed = [package for package in apt_pkg.Cache(None).packages if package.current_ver]
def in_archive(package):
    return any(file.index_type != 'Debian dpkg status file' for version in package.version_list for file, _ in version.file_list)
print(json.dumps({'installed': len(installed), 'unknown': [{'name': p.name, 'version': p.current_ver.ver_str} for p in installed if not in_archive(p)]}))
`;

/**
 * Packages that came from elsewhere: a .deb laid in by hand, or one from a source that is gone.
 *
 * Blind spot: a false package under the name of a real one, with a higher version (`updates.archives-signed` guards the way).
 */
export const packageChoice = defineFact<PackageChoice>({
  title: 'packages that no archive knows',
  speed: 'slow',
  maxAge: 26 * 3600, // it changes with what is installed and with the lists, both at night
  source: () => ({ kind: 'command', argv: ['/usr/bin/python3', '-B', '-c', PROGRAM.trim()], timeout: 60 }),
  parse(reading) {
    const choice = JSON.parse(stdoutOf(reading)) as Partial<PackageChoice>;
    if (!choice.installed || !Array.isArray(choice.unknown)) throw new Unreadable('apt listed no package');
    return choice as PackageChoice;
  },
});
