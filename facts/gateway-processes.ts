import { gatewayUnit } from '../openclaw/paths.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** One process of the gateway's control group, as the kernel describes it. */
export interface GatewayProcess {
  readonly pid: number;
  readonly name: string;
  /** Names; the number in decimal where the server knows no name. All ids of the process: real, effective, saved, file system. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Four octal digits. */
  readonly umask: string;
  readonly noNewPrivileges: boolean;
  /** Filters of system calls beyond those that the whole system runs under (a container's own, say). */
  readonly systemCallFilters: number;
  /** Hexadecimal bit sets by name: CapInh, CapPrm, CapEff, CapBnd, CapAmb. */
  readonly capabilities: Readonly<Record<string, string>>;
  /** Names of its environment variables as it was started, never their values. */
  readonly environment: readonly string[];
  /** Directories that it sees as mount points of their own and that are not mounted read-only. */
  readonly writableMounts: readonly { readonly path: string; readonly type: string; readonly executable: boolean }[];
}

/** One fork for everything; a process that ends while it is being read is no process of the gateway any more. */
const PROGRAM = `
import glob, grp, json, os, pwd, sys
def name(find, number):
    try:
        return find(int(number))[0]
    except KeyError:
        return number
def status(d):
    return dict(line.rstrip().split(':', 1) for line in open(d + '/status'))
init = int(status('/proc/1')['Seccomp_filters'])
found = []
for d in glob.glob('/proc/[0-9]*'):
    try:
        if '/' + sys.argv[1] not in open(d + '/cgroup').read():
            continue
        s = status(d)
        mounts = {}
        for line in open(d + '/mountinfo'):
            left, right = line.split(' - ')
            path = left.split()[4].encode().decode('unicode_escape')
            # Asked through the process's own root: a later mount may hide this one.
            if os.path.isdir(d + '/root' + path):
                flags = os.statvfs(d + '/root' + path).f_flag
                if not flags & os.ST_RDONLY:
                    mounts[path] = {'path': path, 'type': right.split()[0], 'executable': not flags & os.ST_NOEXEC}
        found.append({
            'pid': int(d[6:]), 'name': s['Name'].strip(), 'umask': s['Umask'].strip(),
            'users': sorted({name(pwd.getpwuid, u) for u in s['Uid'].split()}),
            'groups': sorted({name(grp.getgrgid, g) for g in s['Gid'].split() + s['Groups'].split()}),
            'noNewPrivileges': s['NoNewPrivs'].strip() == '1', 'systemCallFilters': int(s['Seccomp_filters']) - init,
            'capabilities': {k: v.strip() for k, v in s.items() if k.startswith('Cap')},
            'environment': sorted({p.split(b'=')[0].decode('utf-8', 'replace') for p in open(d + '/environ', 'rb').read().split(b'\\0') if p}),
            'writableMounts': [mounts[p] for p in sorted(mounts)],
        })
    except (FileNotFoundError, ProcessLookupError):
        pass
print(json.dumps(found))
`;

/**
 * The processes that run under the gateway's unit, from `/proc`: what the kernel enforces on them now, whatever the unit's file
 * says by now.
 *
 * Blind spot: BPF filters of a control group (devices, addresses, ports) are not visible here.
 */
export const gatewayProcesses = defineFact<readonly GatewayProcess[]>({
  title: "the gateway's processes",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim(), gatewayUnit] }),
  parse(reading) {
    const processes: unknown = JSON.parse(stdoutOf(reading));
    if (!Array.isArray(processes)) throw new Unreadable('expected a list of processes');
    if (processes.length === 0) throw new Unreadable(`no process runs under ${gatewayUnit}`);
    return processes as GatewayProcess[];
  },
});
