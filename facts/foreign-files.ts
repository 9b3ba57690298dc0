import type { Wanted } from '../policy/wanted.ts';
import { OWNERSHIP } from './collector/ownership.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/**
 * Where root (or whoever logs in) runs, loads or believes whatever lies there. Globs as in Python's, `**` for every depth.
 * A path belongs to the first group that names it.
 */
const PLACES = {
  generators: [
    '/etc/systemd/*-generators/*',
    '/run/systemd/*-generators/*',
    '/usr/local/lib/systemd/*-generators/*',
    '/usr/lib/systemd/*-generators/*',
    '/usr/lib/systemd/system-shutdown/*',
    '/usr/lib/systemd/system-sleep/*',
    '/etc/systemd/system-sleep/*',
  ],
  units: [
    '/etc/systemd/**',
    '/usr/lib/systemd/**',
    '/usr/local/lib/systemd/**',
    '/run/systemd/system/**',
    '/run/systemd/system.control/**',
    '/etc/systemd/system.control/**',
    '/root/.config/systemd/**',
    '/root/.local/share/systemd/**',
    '/home/*/.config/systemd/**',
    '/home/*/.local/share/systemd/**',
  ],
  cron: ['/etc/cron*', '/etc/cron*/**', '/etc/anacrontab', '/var/spool/cron/**', '/var/spool/at/**'],
  commands: [
    '/usr/local/sbin/**',
    '/usr/local/bin/**',
    '/usr/sbin/**',
    '/usr/bin/**',
    '/usr/local/libexec/**',
    '/usr/libexec/**',
    '/usr/games/**',
    '/usr/local/games/**',
  ],
  shellStartup: [
    '/etc/profile',
    '/etc/profile.d/**',
    '/etc/bash*',
    '/etc/bash_completion.d/**',
    '/etc/environment*',
    '/etc/environment.d/**',
    '/etc/zsh*/**',
    '/etc/inputrc',
    '/etc/skel/**',
    '/etc/ssh/sshrc',
    '/etc/update-motd.d/**',
    '/root/.*',
    '/root/.ssh/*',
    '/home/*/.*',
    '/home/*/.ssh/*',
  ],
  libraries: [
    '/etc/ld.so.conf',
    '/etc/ld.so.conf.d/**',
    '/usr/lib/*.so*',
    '/usr/lib/*-linux-gnu/*.so*',
    '/usr/lib/*-linux-gnu/security/**',
    '/usr/lib/*-linux-gnu/glibc-hwcaps/**',
    '/usr/lib64/**',
    '/usr/local/lib/**/*.so*',
  ],
  interpreters: [
    '/usr/local/lib/python3*/**',
    '/usr/lib/python3*/**',
    '/etc/python3*/**',
    '/etc/perl/**',
    '/usr/local/lib/*/perl/**',
    '/usr/local/share/perl/**',
    '/usr/lib/*/perl-base/**',
    '/usr/share/perl5/**',
  ],
  aptKeys: ['/etc/apt/trusted.gpg', '/etc/apt/trusted.gpg.d/**', '/etc/apt/keyrings/**', '/usr/share/keyrings/**'],
  aptSources: ['/etc/apt/sources.list', '/etc/apt/sources.list.d/**', '/etc/apt/mirrors/**'],
  aptConfig: ['/etc/apt/**', '/usr/lib/apt/**', '/etc/dpkg/**'],
  udevRules: ['/etc/udev/**', '/usr/lib/udev/**', '/usr/local/lib/udev/**', '/run/udev/rules.d/**'],
  moduleFiles: [
    '/etc/modules',
    '/etc/modules-load.d/**',
    '/etc/modprobe.d/**',
    '/run/modprobe.d/**',
    '/run/modules-load.d/**',
    '/usr/local/lib/mod*.d/**',
    '/usr/lib/modules/**/*.ko*',
  ],
  bootHooks: [
    '/etc/rc.local',
    '/etc/rc?.d/**',
    '/etc/init.d/**',
    '/etc/initramfs-tools/**',
    '/usr/share/initramfs-tools/**',
    '/etc/kernel/**',
    '/etc/grub.d/**',
    '/etc/default/grub.d/**',
    '/etc/default/**',
    '/etc/network/**',
    '/etc/networkd-dispatcher/**',
    '/usr/lib/networkd-dispatcher/**',
    '/etc/dhcp*/**',
    '/etc/NetworkManager/**',
    '/etc/ppp/**',
    '/etc/tmpfiles.d/**',
    '/usr/local/lib/tmpfiles.d/**',
    '/run/tmpfiles.d/**',
    '/etc/sysusers.d/**',
    '/etc/binfmt.d/**',
    '/etc/sysctl.d/**',
    '/etc/logrotate.d/**',
    '/etc/xdg/**',
  ],
  busRules: [
    '/etc/polkit-1/**',
    '/usr/local/share/polkit-1/**',
    '/usr/share/polkit-1/**',
    '/run/polkit-1/**',
    '/etc/dbus-1/**',
    '/usr/local/share/dbus-1/**',
    '/usr/share/dbus-1/**',
  ],
} as const satisfies Record<string, readonly string[]>;

export type PlaceGroup = keyof typeof PLACES;

/** A file that no package brought, that is not wanted, and that was not in the image. */
export interface ForeignFile {
  readonly path: string;
  /** Where a link points, as it is written. */
  readonly target?: string;
  readonly owner: string;
  /** Four octal digits. */
  readonly mode: string;
  /** Unix seconds of its last change, of whatever kind (ctime). */
  readonly changedAt: number;
}

export interface ForeignFiles {
  /** How many files were looked at, foreign or not. */
  readonly looked: number;
  readonly foreign: readonly ForeignFile[];
}

/**
 * Written by packages' scripts or by the system itself, not in any package's list. `made`: from what they are made, or why they
 * are harmless.
 *
 * - netplan writes its units and rules below /run at every boot, out of /etc/netplan.
 * - systemd-hwdb and ldconfig compile what lies in packaged folders.
 * - cloud-init writes down what the cloud told it at first boot: language, network, how apt shall pipeline.
 * - sudo leaves its mark when it has told an admin off for the first time; OpenSSH's keys are the business of ssh.*.
 */
const MADE: readonly string[] = [
  '^/run/systemd/(system|generator)/(netplan-|systemd-networkd-wait-online\\.service\\.d/10-netplan\\.conf|[a-z0-9.@-]+\\.wants/netplan-)',
  '^/run/udev/rules\\.d/[0-9]+-netplan[a-z0-9._-]*\\.rules$',
  '^/usr/lib/udev/hwdb\\.bin$|^/etc/udev/hwdb\\.bin$',
  '^/etc/default/locale$|^/etc/network/interfaces\\.d/50-cloud-init$|^/etc/apt/apt\\.conf\\.d/90cloud-init-pipelining$',
  '/__pycache__/[^/]+\\.pyc$',
  '^/home/[^/]+/\\.(sudo_as_admin_successful|bash_history|lesshst|viminfo)$|^/root/\\.(bash_history|lesshst|viminfo)$',
  '^/(root|home/[^/]+)/\\.ssh/(authorized_keys|known_hosts)$',
];

/** Files that are copies of one that a package brought: profile of base-files, a new account's of /etc/skel. */
const COPIES: Readonly<Record<string, string>> = {
  '/etc/profile': '/usr/share/base-files/profile',
  '/root/.bashrc': '/usr/share/base-files/dot.bashrc',
  '/root/.profile': '/usr/share/base-files/dot.profile',
  '/etc/inputrc': '/usr/share/readline/inputrc',
};

const PROGRAM = `${OWNERSHIP}
import pwd, re
places, copies, made, wanted = json.loads(sys.argv[1]), json.loads(sys.argv[2]), re.compile('|'.join(json.loads(sys.argv[3]))), set(sys.argv[4:])
own, since = owned(), born()
def digest(path, kind='sha256'):
    with open(path, 'rb') as file:
        return hashlib.file_digest(file, kind).hexdigest()
def registered():
    # ucf keeps conffiles that packages write by script; what it knows and what was not edited since is theirs.
    try:
        with open('/var/lib/ucf/hashfile') as file:
            return dict(reversed(line.split()) for line in file if line.strip())
    except FileNotFoundError:
        return {}
ucf = registered()
def known(path, seen):
    if usr(path) in own or path in wanted or made.search(path):
        return True
    if stat.S_ISLNK(seen.st_mode):
        written, end = os.readlink(path), os.path.realpath(path)
        if usr(end) in own or end in wanted or end == '/dev/null':
            # In a folder of commands a link to a packaged program may still hide another one: only alternatives may.
            return group != 'commands' or written.startswith('/etc/alternatives/')
        return False
    if not stat.S_ISREG(seen.st_mode):
        return False
    if group == 'aptSources':
        return signed(path)
    if path in ucf:
        return digest(path, 'md5') == ucf[path]
    skel = re.sub('^/home/[^/]+/', '/etc/skel/', path)
    pattern = copies.get(path, skel)
    return pattern in own and os.path.exists(pattern) and digest(pattern) == digest(path)
def signed(path):
    # What a source may bring is decided by whose keys count for it, not by who wrote the file (cloud-init does, at first boot).
    with open(path, errors='replace') as file:
        lines = [line for line in file.read().split('\\n') if not line.lstrip().startswith('#')]
    keys = [key for line in lines for value in re.findall(r'(?i)signed-by\\s*[:=]\\s*([^\\]]*)', line) for key in re.split(r'[\\s,]+', value)]
    return not any('BEGIN PGP' in line for line in lines) and all(usr(key) in own for key in keys if key.startswith('/'))
done, answer = set(), {}
for group, globs in places.items():
    answer[group] = {'looked': 0, 'foreign': []}
    for pattern in globs:
        for path in glob.iglob(pattern, recursive=True, include_hidden=True):
            if path in done or path.endswith('/'):
                continue
            done.add(path)
            try:
                seen = os.lstat(path)
                if stat.S_ISDIR(seen.st_mode):
                    continue
                answer[group]['looked'] += 1
                if seen.st_ctime < since or known(path, seen):
                    continue
                try:
                    owner = pwd.getpwuid(seen.st_uid)[0]
                except KeyError:
                    owner = str(seen.st_uid)
                found = {'path': path, 'owner': owner, 'mode': '%04o' % stat.S_IMODE(seen.st_mode), 'changedAt': int(seen.st_ctime)}
                if stat.S_ISLNK(seen.st_mode):
                    found['target'] = os.readlink(path)
                answer[group]['foreign'].append(found)
            except FileNotFoundError:
                pass  # gone while we looked
    answer[group]['foreign'].sort(key=lambda found: found['path'])
print(json.dumps(answer))
`;

/** Paths that are ours: whether they are as they should be is told by their digests. */
export const wantedPaths = (wanted: Wanted): readonly string[] => [
  ...wanted.files.map(({ path }) => path),
  '/usr/local/libexec/sclerite/facts.json',
];

/**
 * Files in places that count, for which nobody answers: neither a package, nor the wanted state, nor the image.
 *
 * Blind spots: those of dpkg's lists and of the clock (`_ownership.ts`); the compiled half of a packaged Python module; folders
 * that a changed PATH, `ld.so.conf` or unit path adds.
 */
export const foreignFiles = defineFact<Readonly<Record<PlaceGroup, ForeignFiles>>>({
  title: 'files of no package in places that run or decide something',
  speed: 'slow',
  source: (_, wanted) => ({
    kind: 'command',
    argv: [
      ...['/usr/bin/python3', '-IS', '-c', PROGRAM.trim()],
      ...[PLACES, COPIES, MADE].map((table) => JSON.stringify(table)),
      ...wantedPaths(wanted),
    ],
    timeout: 60,
  }),
  parse(reading) {
    const answer = JSON.parse(stdoutOf(reading)) as Record<PlaceGroup, ForeignFiles>;
    for (const group of Object.keys(PLACES) as PlaceGroup[]) {
      if (!Array.isArray(answer[group]?.foreign)) throw new Unreadable(`the search says nothing about ${group}`);
      if (answer[group].looked === 0 && group === 'commands') throw new Unreadable('the search saw no command at all');
    }
    return answer;
  },
});
