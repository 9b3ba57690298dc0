import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Where was looked. */
export type TraceGroup = 'userData' | 'bootLogs' | 'histories' | 'settings' | 'arguments';

export interface Trace {
  /** A file; for arguments `/proc/PID/cmdline`. */
  readonly path: string;
  /** What it looks like: `anthropic-key`, `assignment`, … */
  readonly kind: string;
  readonly count: number;
}

export interface SecretTraces {
  /** How many files (or processes) were read. */
  readonly looked: number;
  readonly traces: readonly Trace[];
  /** How many different private keys are among them: copies of one count once. */
  readonly privateKeys: number;
  /** What could not be read, with the system's words. */
  readonly unread: readonly string[];
}

/** Globs by group. `**` as in Python. */
const PLACES: Readonly<Record<Exclude<TraceGroup, 'arguments'>, readonly string[]>> = {
  userData: [
    '/var/lib/cloud/instances/*/*.txt*',
    '/var/lib/cloud/instances/*/scripts/**',
    '/var/lib/cloud/seed/**',
    '/run/cloud-init/*.json',
  ],
  bootLogs: [
    '/var/log/cloud-init*.log*',
    '/run/cloud-init/*.log',
    '/var/log/apt/*.log*',
    '/var/log/unattended-upgrades/*',
  ],
  histories: ['/root/.*history', '/root/.*hst', '/home/*/.*history', '/home/*/.*hst', '/var/lib/*/.*history'],
  settings: [
    '/etc/systemd/system/**',
    '/etc/environment*',
    '/etc/default/*',
    '/etc/profile.d/*',
    '/etc/cron*/**',
    '/etc/crontab',
  ],
};

/**
 * Shapes of keys that providers hand out, and assignments to a name that sounds like one. Long enough that words, digests and
 * examples do not match.
 */
export const SECRET_SHAPES: Readonly<Record<string, string>> = {
  'private-key': '-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]|-(?!-))*',
  'anthropic-key': 'sk-ant-[A-Za-z0-9_-]{20,}',
  'openai-key': '\\bsk-(?!ant-)(?:proj-|svcacct-|or-v1-)?[A-Za-z0-9_-]{32,}',
  'google-key': '\\bAIza[A-Za-z0-9_-]{35}',
  'aws-key': '\\bAKIA[A-Z0-9]{16}\\b',
  'xai-key': '\\bxai-[A-Za-z0-9]{40,}',
  'github-token': '\\bgh[pousr]_[A-Za-z0-9]{36}|\\bgithub_pat_[A-Za-z0-9_]{50,}',
  'npm-token': '\\bnpm_[A-Za-z0-9]{36}',
  'slack-token': '\\bxox[abeprs]-[A-Za-z0-9-]{10,}',
  'telegram-token': '\\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}',
  assignment: '\\b[A-Z][A-Z0-9_]*(?:API_?KEY|_TOKEN|_SECRET|PASSWORD)[ \\t]*[=:][ \\t]*["\']?[A-Za-z0-9+/_.~-]{16,}',
};

/**
 * Looks, on the server, and tells only where and what kind: no matched text is in the answer. Compressed and base64-coded parts
 * are looked into as well, because that is how files travel in user_data.
 */
const PROGRAM = `
import base64, glob, gzip, hashlib, json, os, re, sys
places, shapes = json.loads(sys.argv[1]), {k: re.compile(v.encode()) for k, v in json.loads(sys.argv[2]).items()}
def parts(data):
    if data[:2] == b'\\x1f\\x8b':
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError):
            pass
    yield data
    for coded in re.findall(rb'[A-Za-z0-9+/]{200,}={0,2}', data):
        try:
            inner = base64.b64decode(coded + b'=' * (-len(coded) % 4))
            yield gzip.decompress(inner) if inner[:2] == b'\\x1f\\x8b' else inner
        except (ValueError, OSError, EOFError):
            pass
def look(files, size):
    found, keys, unread, looked = {}, set(), [], 0
    for path in files:
        try:
            with open(path, 'rb') as file:
                data = file.read(size)
        except (FileNotFoundError, ProcessLookupError, IsADirectoryError):
            continue
        except OSError as error:
            unread.append('%s: %s' % (path, error.strerror))
            continue
        looked += 1
        for part in parts(data.replace(b'\\0', b' ') if path.startswith('/proc/') else data):
            for kind, shape in shapes.items():
                for match in shape.finditer(part):
                    found[path, kind] = found.get((path, kind), 0) + 1
                    if kind == 'private-key':
                        keys.add(hashlib.sha256(re.sub(rb'\\s|\\\\n', b'', match[0])).digest())
    return {'looked': looked, 'privateKeys': len(keys), 'unread': unread,
            'traces': [{'path': p, 'kind': k, 'count': n} for (p, k), n in sorted(found.items())]}
result = {}
for group, globs in places.items():
    paths = {p for g in globs for p in glob.glob(g, recursive=True, include_hidden=True) if os.path.isfile(p)}
    result[group] = look(sorted({os.path.realpath(p) for p in paths}), 4 << 20)
result['arguments'] = look(glob.glob('/proc/[0-9]*/cmdline'), 1 << 20)
print(json.dumps(result))
`;

/**
 * Traces of secrets where they do not belong: what cloud-init keeps of user_data, its logs, shell histories, settings of
 * services, command lines of processes.
 *
 * Blind spots: a secret of an unknown shape; the first 4 MiB of a file only; logs that were rotated away and compressed twice.
 */
export const secretTraces = defineFact<Readonly<Record<TraceGroup, SecretTraces>>>({
  title: 'traces of secrets on the disk and in command lines',
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim(), JSON.stringify(PLACES), JSON.stringify(SECRET_SHAPES)],
    timeout: 20,
  }),
  parse(reading) {
    const answer = JSON.parse(stdoutOf(reading)) as Record<TraceGroup, SecretTraces>;
    for (const group of [...Object.keys(PLACES), 'arguments'] as TraceGroup[]) {
      if (!Array.isArray(answer[group]?.traces)) throw new Unreadable(`the search says nothing about ${group}`);
    }
    return answer;
  },
});
