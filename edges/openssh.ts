import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { KitError } from '../policy/errors.ts';
import { escapeLine } from './escape.ts';
import { type OpensshLog, readOpensshLog } from './openssh-log.ts';
import { collectOutput, tooMuchOutput } from './output.ts';
import type { ConnectOptions, RunOptions, RunResult, Session, SshTarget } from './ssh.ts';
import {
  type Addressee,
  commandTimeout,
  connectionLost,
  forwardFailure,
  handshakeFailure,
  hostKeyChanged,
  keyRefused,
  tcpFailure,
  timeout,
} from './ssh-failure.ts';
import { fingerprint, withoutComment } from './ssh-key.ts';

/** The name under which the pinned keys stand in the known-hosts file of one session. */
const ALIAS = 'sclerite';

/** ssh ends with this when the connection fails; a command may do so too. */
const SSH_FAILED = 255;

/**
 * The same login as `connect` of ssh.ts, by this machine's OpenSSH client: it knows post-quantum key exchange, ssh2 does not. One
 * master connection (ControlMaster); each command and each forward is a channel of it, so only the first pays for a handshake.
 *
 * Nothing of the user's own is read or written: no ~/.ssh/config, no known_hosts, no other key than the one that is named.
 *
 * @throws E_SSH_CLIENT when there is no OpenSSH client, and what `connect` throws
 */
export async function connectOpenssh(target: SshTarget, options: ConnectOptions): Promise<Session> {
  const { identity, timeoutMs = 10_000, onProgress = () => {} } = options;
  const to: Addressee = { name: target.name, host: target.host, port: target.port ?? 22, user: target.user };
  const accepted = options.accept.map(withoutComment);
  const begun = performance.now();
  // Short: the path of a socket has at most 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'sclerite-'));
  const inFolder = (name: string) => join(folder, name);
  writeFileSync(inFolder('hosts'), accepted.map((key) => `${ALIAS} ${key}\n`).join(''), { mode: 0o600 });
  writeFileSync(inFolder('key.pub'), `${identity.publicKey}\n`, { mode: 0o600 });

  const settings = {
    HostKeyAlias: ALIAS,
    UserKnownHostsFile: inFolder('hosts'),
    GlobalKnownHostsFile: '/dev/null',
    StrictHostKeyChecking: 'yes',
    UpdateHostKeys: 'no',
    BatchMode: 'yes',
    PreferredAuthentications: 'publickey',
    IdentitiesOnly: 'yes',
    IdentityFile: identity.kind === 'file' ? identity.path : inFolder('key.pub'),
    IdentityAgent: identity.kind === 'file' ? 'none' : identity.socket,
    ConnectTimeout: String(Math.max(1, Math.ceil(timeoutMs / 1000))),
    // A connection that died unnoticed is given up after half a minute.
    ServerAliveInterval: '10',
    ServerAliveCountMax: '3',
    ControlPath: inFolder('c'),
  };
  const words = (extra: readonly string[]) => [
    ...['-F', 'none', '-p', String(to.port), '-l', to.user],
    ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${quoted(value)}`]),
    ...extra,
  ];

  onProgress(`connecting to ${to.host} port ${to.port}`);
  const master = spawn('ssh', words(['-v', '-N', '-o', 'ControlMaster=yes', '--', to.host]), { stdio: 'pipe' });
  const log = readOpensshLog();
  master.stderr.on('data', (data: Buffer) => log.take(data.toString('utf8')));
  const ended = new Promise<Error | undefined>((resolve) => {
    master.once('error', resolve);
    master.once('close', (code) =>
      resolve(code === 0 ? undefined : new Error(log.lastWords() || `ssh ended with ${code}`)),
    );
  });
  const clean = () => rmSync(folder, { recursive: true, force: true });
  // Whoever ends this process leaves neither a connection nor a file behind.
  const end = () => {
    master.kill();
    clean();
  };
  process.once('exit', end);
  void ended.then(() => {
    process.off('exit', end);
    clean();
  });

  const timer = setTimeout(() => master.kill(), timeoutMs);
  const first = await Promise.race([log.ready.then(() => 'ready' as const), ended]);
  clearTimeout(timer);
  if (first !== 'ready') {
    const cause = first ?? new Error('ssh ended');
    throw loginFailure(to, cause, log, { accepted, identity, ms: performance.now() - begun, timeoutMs });
  }
  onProgress('logging in');

  let isOpen = true;
  let broke: Error | undefined;
  const closed = ended.then((error) => {
    isOpen = false;
    broke = isClosing ? undefined : error;
    return broke;
  });
  let isClosing = false;
  // Without the master a channel would be a login of its own: then it shall fail.
  const channel = (extra: readonly string[]) =>
    spawn('ssh', words(['-o', 'ProxyCommand=false', ...extra]), { stdio: 'pipe' });

  return {
    target,
    seen: {
      hostKey: accepted.find((key) => fingerprint(key) === log.seen.hostKeyFingerprint) ?? '',
      methodsOffered: log.seen.methodsOffered,
      kex: log.seen.kex,
      cipher: log.seen.cipher,
      mac: log.seen.mac,
    },
    answerMs: performance.now() - begun,
    get isOpen() {
      return isOpen;
    },
    async run(command, runOptions = {}) {
      const label = runOptions.label ?? escapeLine(command.split('\n', 1)[0] ?? '').slice(0, 80);
      if (!isOpen) throw connectionLost(to, label, broke);
      const result = await runOn(channel(['-T', '--', to.host, command]), label, runOptions, to);
      // The master says whether it was the connection that ended, or the command.
      if (result.exitCode === SSH_FAILED && (await endsSoon(closed))) throw connectionLost(to, label, broke);
      return result;
    },
    async forward(port) {
      const label = `a connection to port ${port} of its loopback`;
      if (!isOpen) throw connectionLost(to, label, broke);
      log.forgetRefusal();
      const child = channel(['-v', '-W', `127.0.0.1:${port}`, '--', to.host]);
      const isThrough = await throughMaster(child);
      if (isThrough) return channelOf(child);
      if (!isOpen) throw connectionLost(to, label, broke);
      throw forwardFailure(to, port, log.refusal());
    },
    closed,
    async close() {
      if (!isOpen) return;
      isClosing = true;
      end();
      await closed;
    },
  };
}

/** ssh takes a value with blanks in double quotes, and has no escape inside them. */
const quoted = (value: string) => (/\s/.test(value) ? `"${value}"` : value);

/** How long the master may take to notice what its channels noticed. */
const SOON_MS = 300;

const endsSoon = (closed: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    closed.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), SOON_MS).unref()),
  ]);

interface Attempt {
  readonly accepted: readonly string[];
  readonly identity: ConnectOptions['identity'];
  readonly ms: number;
  readonly timeoutMs: number;
}

function loginFailure(to: Addressee, cause: Error, log: OpensshLog, attempt: Attempt): KitError {
  const { accepted, identity, ms, timeoutMs } = attempt;
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
    return new KitError({
      code: 'E_SSH_CLIENT',
      what: `Cannot log in to ${to.name}: there is no OpenSSH client on this machine.`,
      why: 'ssh.keyExchange is "post-quantum-only", which the library inside this kit does not know; the program ssh does.',
      next: 'install it (Debian: apt-get install openssh-client), 9.0 or later.',
      cause,
    });
  }
  const { network, hostKey, isHostKeyChanged, isKeyUnprotected, isKeyRefused, greeting } = log.failure();
  if (network !== undefined) return tcpFailure(to, Object.assign(cause, { code: network }), ms);
  if (isHostKeyChanged) return hostKeyChanged(to, hostKey, accepted, cause);
  if (isKeyUnprotected && identity.kind === 'file') {
    return new KitError({
      code: 'E_SSH_IDENTITY',
      what: `Cannot log in to ${to.name}: OpenSSH does not use the key ${identity.path}.`,
      why: 'others than you may read it.',
      next: `chmod 0600 ${identity.path}`,
      cause,
    });
  }
  if (isKeyRefused) {
    const from = identity.kind === 'file' ? identity.path : 'the ssh-agent';
    return keyRefused(to, { publicKey: identity.publicKey, from }, log.seen.methodsOffered, cause);
  }
  if (ms >= timeoutMs) return timeout(to, timeoutMs, 'the SSH handshake does not get on', cause);
  return handshakeFailure(to, cause, greeting);
}

function runOn(
  child: ChildProcessWithoutNullStreams,
  label: string,
  { input, timeoutMs = 60_000, onLine }: RunOptions,
  to: Addressee,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      child.kill();
      reject(error);
    };
    const timer = setTimeout(() => fail(commandTimeout(to, label, timeoutMs)), timeoutMs);
    const tooMuch = () => fail(tooMuchOutput(to.name, label));
    const stdout = collectOutput(onLine, tooMuch);
    const stderr = collectOutput(onLine, tooMuch);
    child.stdout.on('data', stdout.take);
    child.stderr.on('data', stderr.take);
    // A program that does not read its input and ends is no error: its exit code tells.
    child.stdin.on('error', () => {});
    child.once('error', (error) => fail(connectionLost(to, label, error)));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ exitCode: code ?? SSH_FAILED, stdout: stdout.end(), stderr: stderr.end() });
    });
    child.stdin.end(input ?? '');
  });
}

/** Whether the master made the connection. It answers when the server has, and only then says so. */
function throughMaster(child: ChildProcessWithoutNullStreams): Promise<boolean> {
  return new Promise((resolve) => {
    let text = '';
    child.stdin.on('error', () => {});
    child.stderr.on('data', (data: Buffer) => {
      text = (text + data.toString('utf8')).slice(-4096);
      if (/mux_client_request_stdio_fwd: (master session id|done)/.test(text)) resolve(true);
    });
    child.once('error', () => resolve(false));
    child.once('close', () => resolve(false));
  });
}

/** Both ways of a channel as one stream. `Duplex.from` would call a stream that is destroyed early an error. */
function channelOf(child: ChildProcessWithoutNullStreams): Duplex {
  const stream = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, _encoding, done) =>
      void child.stdin.write(chunk, (error) => (error ? void stream.destroy() : done())),
    final: (done) => void child.stdin.end(() => done()),
    destroy(error, done) {
      child.kill();
      done(error);
    },
  });
  child.stdout.on('data', (data: Buffer) => {
    if (!stream.push(data)) child.stdout.pause();
  });
  child.stdout.once('end', () => stream.push(null));
  child.once('close', () => {
    // Nobody reads any more what is written from here on.
    if (!stream.writableEnded) stream.end();
  });
  return stream;
}
