import type { Wanted } from '../policy/wanted.ts';
import { OWNERSHIP } from './collector/ownership.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';
import { wantedPaths } from './foreign-files.ts';

/** A file that is not what its package brought. */
export interface ChangedFile {
  readonly path: string;
  readonly package: string;
  readonly what: 'changed' | 'missing';
  /** A conffile: meant to be edited. */
  readonly isSetting: boolean;
  /** Unix seconds of its last change (ctime); 0 when it is missing. */
  readonly changedAt: number;
  /** Whether it came with the image like this. */
  readonly isImages: boolean;
}

const PROGRAM = `${OWNERSHIP}
import re, subprocess
ENV = {'PATH': '/usr/sbin:/usr/bin', 'LC_ALL': 'C.UTF-8'}
asked = subprocess.run(['dpkg', '--verify'], capture_output=True, text=True, env=ENV)
if asked.returncode not in (0, 1) or asked.stderr.strip():
    sys.exit('dpkg --verify ended with %d: %s' % (asked.returncode, asked.stderr.strip()[:500]))
since, wanted, found = born(), set(sys.argv[1:]), []
for line in asked.stdout.splitlines():
    parsed = re.match(r'(missing  |[?.0-9A-Za-z]{9}) (c|d| ) (/.*?)(?: \\([A-Z][^()]*\\))?$', line)
    if not parsed:
        sys.exit('dpkg --verify printed a line of another shape: %s' % line[:200])
    flags, kind, path = parsed.groups()
    if path in wanted:
        continue
    try:
        at = os.lstat(path).st_ctime
    except FileNotFoundError:
        at = 0
    found.append({'path': path, 'what': 'missing' if flags.startswith('missing') else 'changed', 'isSetting': kind == 'c',
                  'changedAt': int(at), 'isImages': 0 < at < since, 'package': ''})
for file in found[:50]:
    owner = subprocess.run(['dpkg-query', '-S', '--', file['path']], capture_output=True, text=True, env=ENV).stdout
    file['package'] = owner.split(':')[0].split(',')[0]
print(json.dumps(found))
`;

/**
 * Files of packages that are not as dpkg laid them down: `dpkg --verify` over everything that is installed. Wanted files are left
 * out: they are held against the wanted state.
 *
 * Blind spots: the sums lie on the same disk (the baseline notices when they change without a new version); modes and owners are
 * not in them; and MD5 is what dpkg has.
 */
export const packageFiles = defineFact<readonly ChangedFile[]>({
  title: 'files of packages that are not as their package brought them',
  speed: 'slow',
  source: (_, wanted: Wanted) => ({
    kind: 'command',
    argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim(), ...wantedPaths(wanted)],
    timeout: 120,
  }),
  parse(reading) {
    const changed: unknown = JSON.parse(stdoutOf(reading));
    if (!Array.isArray(changed)) throw new Unreadable('expected a list of files');
    return changed as ChangedFile[];
  },
});
