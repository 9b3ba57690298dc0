import { optDirectory } from '../openclaw/paths.ts';
import { OWNERSHIP } from './collector/ownership.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface RunningProgram {
  readonly pid: number;
  readonly name: string;
  readonly user: string;
  /** The last part of its control group: a service, a session's scope; '/' when it has none. */
  readonly unit: string;
  /** Its executable, as the kernel calls it: ` (deleted)` at the end when the file is gone or was replaced. */
  readonly executable: string;
  readonly isPackaged: boolean;
  /** Programs and libraries it still runs although their files are gone: an update replaced them. */
  readonly replaced: readonly string[];
}

const PROGRAM = `${OWNERSHIP}
import pwd, re
own, ours, found = owned(), sys.argv[1] + '/', []
GONE = ' (deleted)'
for folder in glob.glob('/proc/[0-9]*'):
    try:
        executable = os.readlink(folder + '/exe')
        with open(folder + '/maps', errors='replace') as file:
            mapped = {line.rstrip('\\n').split(None, 5)[5] for line in file if ' r-xp ' in line and line.count(' ') > 5}
        with open(folder + '/cgroup') as file:
            group = file.read().strip().split('\\n')[-1].split('/')
        with open(folder + '/comm') as file:
            name = file.read().strip()
        uid = os.stat(folder).st_uid
    except (FileNotFoundError, ProcessLookupError, IndexError):
        continue  # a thread of the kernel, or gone while we looked
    units = [part for part in group if part.endswith(('.service', '.scope'))]
    path = executable.removesuffix(GONE)
    gone = sorted(one.removesuffix(GONE) for one in mapped | {executable} if one.endswith(GONE) and one.startswith(('/usr/', '/lib', '/bin/', '/sbin/', ours)))
    try:
        user = pwd.getpwuid(uid)[0]
    except KeyError:
        user = str(uid)
    found.append({'pid': int(folder[6:]), 'name': name, 'user': user, 'unit': units[-1] if units else '/', 'executable': executable,
                  'isPackaged': usr(path) in own or path.startswith(ours), 'replaced': gone})
print(json.dumps(sorted(found, key=lambda one: one['pid'])))
`;

/**
 * What runs, where it comes from, and whether it still runs what an update has replaced (the question needrestart asks), from
 * /proc. Node and OpenClaw count as packaged: their tree has a digest of its own.
 *
 * Blind spots: a script is its interpreter here; what is loaded without being mapped as code; a process that hides from /proc.
 */
export const runningPrograms = defineFact<readonly RunningProgram[]>({
  title: 'programs that run, and the files they run',
  speed: 'slow',
  source: () => ({
    kind: 'command',
    argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim(), optDirectory],
    timeout: 30,
  }),
  parse(reading) {
    const programs: unknown = JSON.parse(stdoutOf(reading));
    if (!Array.isArray(programs) || programs.length === 0) throw new Unreadable('/proc showed no process');
    return programs as RunningProgram[];
  },
});
