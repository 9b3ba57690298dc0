import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** One archive that apt knows, as its own Release file names itself, and whether unattended-upgrades takes packages from it. */
export interface UpgradeOrigin {
  readonly origin: string;
  readonly label: string;
  readonly codename: string;
  readonly suite: string;
  readonly allowed: boolean;
}

export interface UpgradeOrigins {
  /** The patterns after substitution, as unattended-upgrades reads them. */
  readonly patterns: readonly string[];
  readonly archives: readonly UpgradeOrigin[];
}

/**
 * Asks the installed unattended-upgrades itself: its own code reads the patterns and matches them against the archives in
 * apt's lists. `--dry-run --debug` answers the same question, but it downloads every pending package to do so (21 s and
 * network traffic where this takes 0.6 s).
 */
const PROGRAM = `
import json
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
loader = SourceFileLoader('uu', '/usr/bin/unattended-upgrade')
uu = module_from_spec(spec_from_loader('uu', loader))
loader.exec_module(uu)
patterns = uu.get_allowed_origins()
files = [f for f in uu.apt_pkg.Cache(None).file_list if f.index_type == 'Debian Package Index']
print(json.dumps({'patterns': patterns, 'archives': [[f.origin, f.label, f.codename, f.archive, bool(uu.is_allowed_origin(f, patterns))] for f in files]}))
`;

/** Which archives unattended-upgrades would install from. */
export const upgradeOrigins = defineFact<UpgradeOrigins>({
  title: 'archives that unattended-upgrades accepts',
  speed: 'slow',
  maxAge: 26 * 3600, // it changes with apt's configuration and the archives, and both are dependencies
  dependsOn: ['/etc/apt/apt.conf.d', '/etc/apt/sources.list', '/etc/apt/sources.list.d', '/var/lib/apt/lists'],
  source: () => ({ kind: 'command', argv: ['/usr/bin/python3', '-B', '-c', PROGRAM.trim()], timeout: 60 }),
  parse(reading) {
    const answer = JSON.parse(stdoutOf(reading)) as {
      patterns: string[];
      archives: [string, string, string, string, boolean][];
    };
    if (!Array.isArray(answer.patterns) || !Array.isArray(answer.archives)) {
      throw new Unreadable('unattended-upgrades answered in another shape');
    }
    return {
      // Importing apt reads its configuration a second time, so lists come twice.
      patterns: [...new Set(answer.patterns)],
      archives: answer.archives.map(([origin, label, codename, suite, allowed]) => ({
        origin,
        label,
        codename,
        suite,
        allowed,
      })),
    };
  },
});
