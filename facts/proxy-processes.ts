import { cookieFile, devicesCa, devicesCrl, linkDirectory, nginxConf, siteFile } from '../proxy/paths.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface ProxyProcess {
  readonly pid: number;
  /** `leaving`: a worker of before the last reload that still serves its last clients. `other`: nothing that nginx calls its own. */
  readonly role: 'master' | 'worker' | 'leaving' | 'other';
  /** What it calls itself: the master's words hold nginx's own arguments. */
  readonly title: string;
  /** Names; the number in decimal where the server knows no name. All ids of the process: real, effective, saved, file system. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Hexadecimal bit sets by name: CapInh, CapPrm, CapEff, CapBnd, CapAmb. */
  readonly capabilities: Readonly<Record<string, string>>;
  readonly noNewPrivileges: boolean;
  /** Unix seconds, to a hundredth. Workers are new after each reload. */
  readonly startedAt: number;
}

export interface ProxyProcesses {
  readonly processes: readonly ProxyProcess[];
  /** When what nginx reads at a reload was last changed: Unix seconds by path, links and their ends alike. */
  readonly changedAt: Readonly<Record<string, number>>;
}

/** One fork for everything; a process that ends while it is being read is gone. */
const PROGRAM = `
import glob, grp, json, os, pwd, sys, time
def name(find, number):
    try:
        return find(int(number))[0]
    except KeyError:
        return number
def role(title):
    if title.startswith('nginx: master process'):
        return 'master'
    if title.startswith('nginx: worker process'):
        return 'leaving' if 'shutting down' in title else 'worker'
    return 'other'
booted = time.time() - float(open('/proc/uptime').read().split()[0])
tick = os.sysconf('SC_CLK_TCK')
found = []
for d in glob.glob('/proc/[0-9]*'):
    try:
        if '/nginx.service' not in open(d + '/cgroup').read():
            continue
        s = dict(line.rstrip().split(':', 1) for line in open(d + '/status'))
        title = open(d + '/cmdline').read().replace('\\0', ' ').strip() or s['Name'].strip()
        started = int(open(d + '/stat').read().rsplit(')', 1)[1].split()[19])
        found.append({
            'pid': int(d[6:]), 'role': role(title), 'title': title,
            'users': sorted({name(pwd.getpwuid, u) for u in s['Uid'].split()}),
            'groups': sorted({name(grp.getgrgid, g) for g in s['Gid'].split() + s['Groups'].split()}),
            'capabilities': {k: v.strip() for k, v in s.items() if k.startswith('Cap')},
            'noNewPrivileges': s['NoNewPrivs'].strip() == '1',
            'startedAt': round(booted + started / tick, 2),
        })
    except (FileNotFoundError, ProcessLookupError):
        pass
changed = {}
for path in [p for pattern in sys.argv[1:] for p in sorted(glob.glob(pattern))]:
    changed[path] = round(max(os.lstat(path).st_mtime, os.stat(path).st_mtime), 2)
print(json.dumps({'processes': found, 'changedAt': changed}))
`;

const READ_AT_RELOAD = [nginxConf, siteFile, `${linkDirectory}/*`, cookieFile, devicesCa, devicesCrl];

/**
 * The processes of nginx, from `/proc`, and when what they read was changed.
 *
 * Blind spot: a file that is changed and given back its old time looks unchanged; what is in it is another fact's matter.
 */
export const proxyProcesses = defineFact<ProxyProcesses>({
  title: "nginx's processes, and when what they read was changed",
  speed: 'fast',
  source: ({ exposure }) =>
    exposure && {
      kind: 'command',
      argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim(), ...READ_AT_RELOAD],
    },
  parse(reading) {
    const { processes, changedAt } = JSON.parse(stdoutOf(reading)) as Partial<ProxyProcesses>;
    if (!Array.isArray(processes) || typeof changedAt !== 'object')
      throw new Unreadable('expected processes and times');
    if (processes.length === 0) throw new Unreadable('no process runs under nginx.service');
    return { processes, changedAt };
  },
});
