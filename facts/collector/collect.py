#!/usr/bin/python3 -IS
"""Answers every question of the manifest at once and prints one framed document.

collect                   the fast facts, with the slow ones as they were last taken
collect --slow [FACT…]    takes the slow facts (or these of them) and stores them, each with its time

It takes no input but its manifest. Shapes: Source and Reading in facts/fact.ts of Sclerite.
"""
import glob, grp, hashlib, json, os, pwd, signal, stat, subprocess, sys, threading, time

HOME = '/usr/local/libexec/sclerite'
SLOW = '/var/lib/sclerite/facts/slow.json'
ENV = {'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL': 'C.UTF-8', 'HOME': '/root'}
# Each is an OpenClaw of its own, with 300 MB and a core: a small server must not lose its gateway to them.
SLOW_AT_ONCE = 2
MAX_OUTPUT = 8 << 20
MAX_CONTENT = 256 << 10
# Stretches the limits below on a machine whose processor is emulated: only who starts it can set this (docs/lab.md).
PATIENCE = float(os.environ.get('SCLERITE_PATIENCE') or 1)
TYPES = {stat.S_IFREG: 'file', stat.S_IFDIR: 'directory', stat.S_IFLNK: 'link', stat.S_IFSOCK: 'socket'}


def command(source):
    argv, limit = source['argv'], PATIENCE * source.get('timeout', 10)
    # Its own session, so that a time limit ends its children too.
    child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             env=ENV, cwd='/', start_new_session=True)
    try:
        out, err = child.communicate(timeout=limit)
        code = child.returncode
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        try:
            out, err = child.communicate(timeout=2)
        except subprocess.TimeoutExpired:  # a grandchild in a session of its own holds the pipes
            raise ValueError('%s did not end within %d s, nor when killed' % (argv[0], limit)) from None
        code = None
    if len(out) > MAX_OUTPUT:
        raise ValueError('%s printed %d bytes, more than is read' % (argv[0], len(out)))
    return {'kind': 'command', 'argv': argv, 'exit': 128 - code if code is not None and code < 0 else code,
            'stdout': out.decode('utf-8', 'replace'), 'stderr': err.decode('utf-8', 'replace')}


def name(lookup, number, known={}):
    if (lookup, number) not in known:
        try:
            known[lookup, number] = lookup(number)[0]
        except KeyError:
            known[lookup, number] = str(number)
    return known[lookup, number]


def enter(path):
    """A descriptor of a directory, reached through no link but root's: a user cannot lead us elsewhere."""
    at = os.open('/', os.O_PATH | os.O_DIRECTORY)
    for part in path.split('/')[1:]:
        if not part:
            continue
        try:
            seen = os.stat(part, dir_fd=at, follow_symlinks=False)
            follow = 0 if stat.S_ISLNK(seen.st_mode) and seen.st_uid == 0 else os.O_NOFOLLOW
            deeper = os.open(part, os.O_PATH | os.O_DIRECTORY | follow, dir_fd=at)
        finally:
            os.close(at)
        at = deeper
    return at


def entry(path, source):
    found = {'path': path, 'type': 'absent', 'mode': '', 'owner': '', 'group': '', 'size': 0}
    folder = None
    try:
        folder = enter(os.path.dirname(path))
        base = os.path.basename(path) or '.'
        seen = os.stat(base, dir_fd=folder, follow_symlinks=False)
        found.update(type=TYPES.get(stat.S_IFMT(seen.st_mode), 'other'), mode='%04o' % stat.S_IMODE(seen.st_mode),
                     owner=name(pwd.getpwuid, seen.st_uid), group=name(grp.getgrgid, seen.st_gid), size=seen.st_size)
        if found['type'] == 'link':
            found['target'] = os.readlink(base, dir_fd=folder)
        elif found['type'] == 'file' and (source.get('content') or source.get('digest')):
            look = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            with open(os.open(base, look, dir_fd=folder), 'rb') as file:
                if source.get('digest'):
                    found['sha256'] = hashlib.file_digest(file, 'sha256').hexdigest()
                if source.get('content'):
                    file.seek(0)
                    text = file.read(MAX_CONTENT + 1)
                    if len(text) > MAX_CONTENT:
                        raise ValueError('larger than %d bytes' % MAX_CONTENT)
                    found['content'] = text.decode()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        found['error'] = str(error)
    finally:
        if folder is not None:
            os.close(folder)
    return found


def files(source):
    paths = []
    for path in source['paths']:
        paths += sorted(glob.glob(path, recursive=True, include_hidden=True)) if '*' in path else [path]
    return {'kind': 'files', 'entries': [entry(path, source) for path in paths]}


def environ(source):
    asked = subprocess.run(['systemctl', 'show', '-P', 'MainPID', source['unit']], env=ENV, timeout=PATIENCE * 10,
                           stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    pid = int(asked.stdout)
    if pid == 0:
        raise ValueError('%s has no main process' % source['unit'])
    with open('/proc/%d/environ' % pid, 'rb') as file:
        pairs = file.read().split(b'\0')
    return {'kind': 'environ', 'pid': pid, 'names': sorted(p.split(b'=')[0].decode('utf-8', 'replace') for p in pairs if p)}


def take(source):
    at, begun = int(time.time()), time.monotonic()
    try:
        reading = {'command': command, 'files': files, 'environ': environ}[source['kind']](source)
    except Exception as error:  # one fact that cannot be read must not cost the others
        reading = unreadable('%s: %s' % (type(error).__name__, error))
    return dict(reading, at=at, ms=round((time.monotonic() - begun) * 1000))


def unreadable(because):
    return {'kind': 'unreadable', 'because': because, 'at': int(time.time()), 'ms': 0}


def take_all(sources, at_once):
    readings, left = {}, list(sources.items())

    def work():
        while left:
            try:
                fact, source = left.pop(0)
            except IndexError:
                return
            readings[fact] = take(source)

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return readings


def stored(digest, wanted):
    """The slow facts as they were last taken; taken by another version of the collector they answer other questions."""
    try:
        with open(SLOW) as file:
            last = json.load(file)
        because = 'not taken since the collector changed: run verify --fresh'
    except FileNotFoundError:
        last, because = {}, 'not taken yet: run verify --fresh'
    except ValueError as error:
        last, because = {}, '%s is damaged (%s): run verify --fresh' % (SLOW, error)
    known = last.get('readings', {}) if last.get('digest') == digest else {}
    return {i: known.get(i) or unreadable(because) for i in wanted}


def main():
    with open(__file__, 'rb') as file:
        program = file.read()
    with open(HOME + '/facts.json', 'rb') as file:
        text = file.read()
    manifest, digest = json.loads(text), hashlib.sha256(program + text).hexdigest()
    if sys.argv[1:2] == ['--slow']:
        chosen = sys.argv[2:] or list(manifest['slow'])
        if not set(chosen) <= set(manifest['slow']):
            sys.exit('sclerite: the slow facts are: %s' % ', '.join(manifest['slow']))
        taken = take_all({fact: manifest['slow'][fact] for fact in chosen}, SLOW_AT_ONCE)
        if sys.argv[2:]:
            taken = dict(stored(digest, manifest['slow']), **taken)
        partial = SLOW + '.partial'
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
            json.dump({'digest': digest, 'readings': taken}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, SLOW)
        return
    readings = dict(take_all(manifest['fast'], len(manifest['fast'])), **stored(digest, manifest['slow']))
    system = os.uname()
    body = json.dumps({'now': int(time.time()), 'host': {'name': system.nodename, 'kernel': system.release},
                       'digest': digest, 'readings': readings}, ensure_ascii=False, separators=(',', ':')).encode()
    sys.stdout.buffer.write(b'sclerite-facts 1 %d\n' % len(body) + body)


main()
