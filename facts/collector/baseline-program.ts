import type { WantedFile } from '../../policy/wanted.ts';
import { OWNERSHIP } from './ownership.ts';
import { COLLECTOR_HOME } from './units.ts';

/** Takes the baseline, and compares with it. */
export const BASELINE_PROGRAM = `${COLLECTOR_HOME}/baseline`;

/**
 * Changes by itself, or has a control of its own: what system and packages write over and over, secrets and certificates,
 * histories and caches of people.
 */
const LEFT_OUT: readonly string[] = [
  '^/etc/(passwd|group|shadow|gshadow|subuid|subgid)-?$',
  '^/etc/(mtab|\\.pwd\\.lock|\\.updated|adjtime|ld\\.so\\.cache|resolv\\.conf|\\.resolv\\.conf.*|mailcap|timezone)$',
  '^/etc/(ssl/certs|alternatives|xml|sgml|letsencrypt|openclaw|nginx|sclerite|lvm)/',
  '^/(root|home/[^/]+)/\\.(cache|local|npm|[a-z_]*history|lesshst|viminfo|wget-hsts|sudo_as_admin_successful)',
  '^/(root|home/[^/]+)/\\.ssh/known_hosts',
  '^/opt/openclaw/|/__pycache__/|^/boot/(grub/|initrd|efi/)',
];

const program = `#!/usr/bin/python3 -IS
"""What must not change on this server between two deploys. See controls/integrity/ of Sclerite.

baseline take      writes it down, and prints the SHA-256 of what was written
baseline compare   prints, as JSON, that SHA-256 again and what is different now
"""
${OWNERSHIP.trim()}
import re, time
STORE = '/var/lib/sclerite/baseline.json'
LEFT_OUT = re.compile(r'''${LEFT_OUT.join('|')}''')
ROOTS = ['/etc', '/root', '/usr/local', '/boot', '/opt', '/var/spool/cron'] + glob.glob('/home/*')

def sha(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode('utf-8', 'surrogateescape')).hexdigest()

def read(path):
    with open(path, 'rb') as file:
        return file.read()

def lines(path):
    return [line for line in read(path).decode('utf-8', 'surrogateescape').split('\\n') if line]

def people():
    for line in lines('/etc/passwd'):
        yield 'account ' + line.split(':')[0], sha(line)
    for line in lines('/etc/group'):
        yield 'group ' + line.split(':')[0], sha(line)
    for line in lines('/etc/shadow'):
        name, password = line.split(':')[:2]
        yield 'password ' + name, sha(password)

def walk(root):
    for folder, folders, names in os.walk(root):
        # In a home the files of its owner are not ours to watch; what shells and ssh read is.
        if root.startswith('/home/') and folder == root:
            folders[:] = [name for name in folders if name.startswith('.')]
            names = [name for name in names if name.startswith('.')]
        folders[:] = [name for name in folders if not LEFT_OUT.search(folder + '/' + name + '/')]
        for name in names + [name for name in folders if os.path.islink(folder + '/' + name)]:
            yield folder + '/' + name

def files():
    with open('/usr/local/libexec/sclerite/facts.json') as file:
        wanted = set(json.load(file)['fast']['hostFiles']['paths'])
    own, ucf = owned(), {}
    if os.path.exists('/var/lib/ucf/hashfile'):
        ucf = dict(reversed(line.split()) for line in lines('/var/lib/ucf/hashfile'))
    for root in ROOTS:
        for path in walk(root):
            if usr(path) in own or path in wanted or LEFT_OUT.search(path):
                continue
            try:
                seen = os.lstat(path)
                if stat.S_ISLNK(seen.st_mode):
                    end = os.path.realpath(path)
                    if usr(end) not in own and end not in wanted:
                        yield 'file ' + path, '-> ' + os.readlink(path)
                elif stat.S_ISREG(seen.st_mode):
                    data = read(path)
                    if path not in ucf or hashlib.md5(data).hexdigest() != ucf[path]:
                        yield 'file ' + path, '%s %d:%d %04o' % (sha(data), seen.st_uid, seen.st_gid, stat.S_IMODE(seen.st_mode))
            except FileNotFoundError:
                pass  # gone while we looked

def packages():
    automatic = set()
    if os.path.exists('/var/lib/apt/extended_states'):
        for stanza in read('/var/lib/apt/extended_states').decode().split('\\n\\n'):
            name = re.search(r'^Package: (\\S+)', stanza, re.M)
            if name and re.search(r'^Auto-Installed: 1', stanza, re.M):
                automatic.add(name[1])
    for stanza in read('/var/lib/dpkg/status').decode().split('\\n\\n'):
        fields = dict(re.findall(r'^(Package|Status|Version|Architecture): (.*)', stanza, re.M))
        if fields.get('Status', '').endswith(' installed'):
            name = fields['Package']
            yield 'package ' + name, 'automatic' if name in automatic else 'manual'
            for sums in (INFO + name + '.md5sums', '%s%s:%s.md5sums' % (INFO, name, fields['Architecture'])):
                if os.path.exists(sums):
                    yield 'sums %s %s' % (name, fields['Version']), sha(read(sums))

def now():
    return {name: value for source in (people, files, packages) for name, value in source()}

def stored():
    try:
        data = read(STORE)
    except FileNotFoundError:
        sys.exit('there is no baseline yet: the next deploy takes one')
    return sha(data), json.loads(data)

def differences(was, found):
    for name in sorted(was.keys() | found.keys()):
        kind, thing = name.split(' ', 1)
        change = 'added' if name not in was else 'removed' if name not in found else 'changed' if was[name] != found[name] else None
        # Upgrades bring new versions with new sums, and packages that others need.
        if change is None or kind == 'sums' and change != 'changed' or kind == 'package' and (change == 'removed' or found[name] != 'manual'):
            continue
        yield {'kind': kind, 'name': thing, 'change': change}

if sys.argv[1:] == ['take']:
    found = now()
    if not os.path.exists(STORE) or stored()[1]['state'] != found:
        os.makedirs(os.path.dirname(STORE), mode=0o755, exist_ok=True)
        with open(os.open(STORE + '.partial', os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
            json.dump({'takenAt': int(time.time()), 'state': found}, file, indent=0, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(STORE + '.partial', STORE)
    print(stored()[0])
elif sys.argv[1:] == ['compare']:
    digest, baseline = stored()
    print(json.dumps({'sha256': digest, 'takenAt': baseline['takenAt'], 'size': len(baseline['state']), 'differences': list(differences(baseline['state'], now()))}))
else:
    sys.exit('baseline take, or baseline compare')
`;

export const baselineFile: WantedFile = {
  path: BASELINE_PROGRAM,
  content: program,
  mode: '0755',
  owner: 'root',
  group: 'root',
};
