import { type Socket, connect as tcpConnect } from 'node:net';
import { constants } from 'node:os';
import type { Duplex } from 'node:stream';
import { NodeSSH } from 'node-ssh';
import type { AnyAuthMethod, AuthHandlerMiddleware, Client, ClientChannel, NegotiatedAlgorithms } from 'ssh2';
import { KitError } from '../policy/errors.ts';
import { escapeLine } from './escape.ts';
import { collectOutput, tooMuchOutput } from './output.ts';
import { patient } from './patience.ts';
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
import { type Identity, OneKeyAgent } from './ssh-identity.ts';
import { publicKeyOf, withoutComment } from './ssh-key.ts';

export interface SshTarget {
  /** The server's name in the config; for messages. */
  readonly name: string;
  readonly host: string;
  /** @default 22 */
  readonly port?: number;
  readonly user: string;
  /**
   * Another address of the same server. Asked only when `host` refuses: an sshd that answers there proves that the refusal is
   * a ban. @default none
   */
  readonly otherHost?: string | undefined;
  /** How SSH agrees on its keys there. `post-quantum-only` takes this machine's OpenSSH client. @default 'post-quantum-first' */
  readonly keyExchange?: 'post-quantum-first' | 'post-quantum-only' | undefined;
}

export interface ConnectOptions {
  /** Host keys, `type base64`; any other is refused before anything is sent. */
  readonly accept: readonly string[];
  readonly identity: Identity;
  /** Milliseconds for TCP, handshake and login together. @default 10000 */
  readonly timeoutMs?: number;
  readonly onProgress?: (text: string) => void;
}

/** What anybody sees of the server while logging in. */
export interface SeenFromOutside {
  /** `type base64`. */
  readonly hostKey: string;
  /** The answer to the method "none", which every client may ask. */
  readonly methodsOffered: readonly string[];
  readonly kex: string;
  /** From server to client. */
  readonly cipher: string;
  /** Empty for a cipher that authenticates by itself. */
  readonly mac: string;
}

export interface RunOptions {
  /** Standard input, then its end. @default empty */
  readonly input?: string | Buffer;
  /** Milliseconds. @default 60000 */
  readonly timeoutMs?: number;
  /** Each finished line of both streams as it comes, raw: escape it before printing. */
  readonly onLine?: (line: string) => void;
  /** How the command is called in errors. @default its first line, cut to 80 characters */
  readonly label?: string;
}

export interface RunResult {
  /** 128 + the signal's number when a signal ended it, as shells say it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Session {
  readonly target: SshTarget;
  readonly seen: SeenFromOutside;
  /** Milliseconds until the port accepted the connection; at most, where OpenSSH's client does not say when. */
  readonly answerMs: number;
  /** Runs a line in the login shell of the user. @throws E_SSH_LOST, E_SSH_COMMAND_TIMEOUT, E_SSH_OUTPUT */
  run(command: string, options?: RunOptions): Promise<RunResult>;
  /**
   * A TCP connection from the server to a port of its own loopback; what is written here is read there.
   *
   * @throws E_FORWARD_REFUSED when nothing listens there, E_FORWARD_FORBIDDEN when sshd does not let this user, E_SSH_LOST
   */
  forward(port: number): Promise<Duplex>;
  readonly isOpen: boolean;
  /** Resolves when the connection is over, whoever ended it; with the reason if there is one. */
  readonly closed: Promise<Error | undefined>;
  close(): Promise<void>;
}

/**
 * Only what needs no native addon and no extra round trip: X25519 and AES-GCM come from OpenSSL inside Node. ssh2 1.17 has no
 * post-quantum key exchange; to a server that offers nothing else openssh.ts leads.
 */
const ALGORITHMS = {
  kex: ['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256'],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'chacha20-poly1305@openssh.com', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com'],
  compress: ['none'],
} as const;

const HOST_KEY_TYPES = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256'] as const;

/**
 * Logs in, with one key, to a server that shows one of the accepted host keys.
 *
 * @throws E_SSH_TIMEOUT, E_SSH_REFUSED, E_SSH_BANNED, E_SSH_BUSY, E_SSH_UNREACHABLE, E_SSH_NAME, E_SSH_HANDSHAKE,
 *   E_HOST_KEY_CHANGED, E_SSH_KEY_REFUSED, E_SSH_IDENTITY
 */
export async function connect(target: SshTarget, options: ConnectOptions): Promise<Session> {
  if (target.keyExchange === 'post-quantum-only') return (await import('./openssh.ts')).connectOpenssh(target, options);
  const { accept, identity, timeoutMs = patient(10_000), onProgress = () => {} } = options;
  const to: Addressee = { name: target.name, host: target.host, port: target.port ?? 22, user: target.user };
  const accepted = accept.map(withoutComment);
  const begun = performance.now();

  onProgress(`connecting to ${to.host} port ${to.port}`);
  const socket = await openSocket(to, timeoutMs, target.otherHost);
  const answerMs = performance.now() - begun;
  let greeting = '';
  // Paused, or the server's first words would be gone before ssh2 listens.
  socket.pause();
  socket.on('data', (data) => {
    if (greeting.length < 256) greeting += data.toString('latin1').slice(0, 256);
  });

  let hostKey: string | undefined;
  let methodsOffered: readonly string[] = [];
  let negotiated: NegotiatedAlgorithms | undefined;
  const node = new NodeSSH();
  const ready = node.connect({
    sock: socket,
    username: to.user,
    readyTimeout: Math.max(1, timeoutMs - (performance.now() - begun)),
    // A connection that died unnoticed (a reboot, a changed address) is given up after half a minute.
    keepaliveInterval: 10_000,
    keepaliveCountMax: 3,
    algorithms: { ...mutable(ALGORITHMS), serverHostKey: hostKeyTypes(accepted) },
    hostVerifier: (blob: Buffer) => {
      hostKey = publicKeyOf(blob);
      return accepted.includes(hostKey);
    },
    authHandler: authentication(to.user, identity, (methods) => {
      methodsOffered = methods;
      onProgress('logging in');
    }),
  });
  // Set by now: node-ssh makes it before its first await.
  const client = node.connection as Client;
  client.once('handshake', (algorithms) => {
    negotiated = algorithms;
  });
  try {
    await ready;
  } catch (error) {
    socket.destroy();
    const cause = error as Error & { level?: string };
    if (hostKey !== undefined && !accepted.includes(hostKey)) throw hostKeyChanged(to, hostKey, accepted, cause);
    if (cause.level === 'client-timeout') {
      throw timeout(to, timeoutMs, 'the port is open, but the SSH handshake does not get on', cause);
    }
    // Declared otherwise since the last deploy: the way to bring it together must stay open.
    if (negotiated === undefined && /no matching key exchange/i.test(cause.message)) {
      return (await import('./openssh.ts')).connectOpenssh(target, options);
    }
    if (negotiated === undefined) throw handshakeFailure(to, cause, greeting);
    if (cause.level === 'agent') throw agentFailed(to, identity, cause);
    if (cause.level === 'client-authentication' || /too many authentication failures/i.test(cause.message)) {
      const from = identity.kind === 'file' ? identity.path : 'the ssh-agent';
      throw keyRefused(to, { publicKey: identity.publicKey, from }, methodsOffered, cause);
    }
    throw connectionLost(to, 'logging in', cause);
  }
  const seen: SeenFromOutside = {
    hostKey: hostKey ?? '',
    methodsOffered,
    kex: negotiated?.kex ?? '',
    cipher: negotiated?.sc.cipher ?? '',
    mac: negotiated?.sc.mac ?? '',
  };
  return session(target, to, client, socket, seen, answerMs);
}

function session(
  target: SshTarget,
  to: Addressee,
  client: Client,
  socket: Socket,
  seen: SeenFromOutside,
  answerMs: number,
): Session {
  let isOpen = true;
  let broke: Error | undefined;
  client.on('error', (error) => {
    broke ??= error;
  });
  const closed = new Promise<Error | undefined>((resolve) => {
    client.once('close', () => {
      isOpen = false;
      resolve(broke);
    });
  });
  return {
    target,
    seen,
    answerMs,
    get isOpen() {
      return isOpen;
    },
    async run(command, options = {}) {
      const label = options.label ?? escapeLine(command.split('\n', 1)[0] ?? '').slice(0, 80);
      if (!isOpen) throw connectionLost(to, label, broke);
      return runOn(client, command, label, options, to, () => broke);
    },
    async forward(port) {
      const label = `a connection to port ${port} of its loopback`;
      if (!isOpen) throw connectionLost(to, label, broke);
      return forwardOn(client, port, label, to, () => broke);
    },
    closed,
    close() {
      if (!isOpen) return Promise.resolve();
      return new Promise((resolve) => {
        const giveUp = setTimeout(() => socket.destroy(), 500);
        client.once('close', () => {
          clearTimeout(giveUp);
          resolve();
        });
        client.end();
      });
    },
  };
}

function forwardOn(
  client: Client,
  port: number,
  label: string,
  to: Addressee,
  broke: () => Error | undefined,
): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    // ssh2 forgets its callbacks when the connection ends.
    const lost = () => reject(connectionLost(to, label, broke()));
    client.once('close', lost);
    try {
      client.forwardOut('127.0.0.1', 0, '127.0.0.1', port, (error, channel) => {
        client.off('close', lost);
        if (error) return reject(forwardFailure(to, port, error));
        resolve(channel);
      });
    } catch {
      lost(); // "Not connected": the connection has ended, and is not closed yet.
    }
  });
}

function runOn(
  client: Client,
  command: string,
  label: string,
  { input, timeoutMs = patient(60_000), onLine }: RunOptions,
  to: Addressee,
  broke: () => Error | undefined,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    let channel: ClientChannel | undefined;
    const timer = setTimeout(() => fail(commandTimeout(to, label, timeoutMs)), timeoutMs);
    const lost = () => fail(connectionLost(to, label, broke()));
    client.once('close', lost);
    const settle = () => {
      clearTimeout(timer);
      client.off('close', lost);
    };
    const fail = (error: KitError) => {
      settle();
      channel?.close();
      reject(error);
    };
    client.exec(command, (error, opened) => {
      if (error) return fail(connectionLost(to, label, error));
      channel = opened;
      const tooMuch = () => fail(tooMuchOutput(to.name, label));
      const stdout = collectOutput(onLine, tooMuch);
      const stderr = collectOutput(onLine, tooMuch);
      let ended: number | undefined;
      opened.on('data', stdout.take);
      opened.stderr.on('data', stderr.take);
      opened.on('exit', (code: number | null, signal?: string) => {
        ended = code ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
      });
      // A program that does not read its input and ends is no error: its exit code tells.
      opened.on('error', () => {});
      opened.on('close', () => {
        if (ended === undefined) return lost();
        settle();
        resolve({ exitCode: ended, stdout: stdout.end(), stderr: stderr.end() });
      });
      opened.end(input ?? '');
    });
  });
}

async function openSocket(to: Addressee, timeoutMs: number, otherHost: string | undefined): Promise<Socket> {
  const begun = performance.now();
  try {
    return await tcp(to.host, to.port, timeoutMs);
  } catch (error) {
    const cause = error as NodeJS.ErrnoException;
    const isRefused = cause.code === 'ECONNREFUSED';
    const other = isRefused && otherHost !== undefined && (await speaksSsh(otherHost, to.port)) ? otherHost : undefined;
    throw tcpFailure(to, cause, performance.now() - begun, other);
  }
}

function tcp(host: string, port: number, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tcpConnect({ host, port, noDelay: true });
    const timer = setTimeout(
      () => socket.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })),
      timeoutMs,
    );
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

async function speaksSsh(host: string, port: number): Promise<boolean> {
  let socket: Socket;
  try {
    socket = await tcp(host, port, 2_000);
  } catch {
    return false; // No answer proves nothing; the refusal is reported as what it is.
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(false), 2_000);
    const settle = (speaks: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(speaks);
    };
    socket.on('error', () => settle(false));
    socket.on('close', () => settle(false));
    socket.once('data', (data) => settle(data.toString('latin1').startsWith('SSH-2.0')));
  });
}

/** "none" first: its answer is what a stranger is offered, and sshd does not count it as a failed try. */
function authentication(
  user: string,
  identity: Identity,
  onMethods: (methods: string[]) => void,
): AuthHandlerMiddleware {
  const key: AnyAuthMethod =
    identity.kind === 'file'
      ? { type: 'publickey', username: user, key: identity.key }
      : { type: 'agent', username: user, agent: new OneKeyAgent(identity.socket, identity.publicKey) };
  let tries = 0;
  return (methodsLeft, _partial, next) => {
    tries += 1;
    if (tries === 1) return next({ type: 'none', username: user });
    if (tries === 2) {
      onMethods([...(methodsLeft ?? [])]);
      return next(key);
    }
    // ssh2 takes `false` as "nothing left"; the type does not say so.
    next(false as unknown as AnyAuthMethod);
  };
}

function agentFailed(to: Addressee, identity: Identity, cause: Error): KitError {
  return new KitError({
    code: 'E_SSH_IDENTITY',
    what: `Cannot log in to ${to.name}: the ssh-agent did not sign.`,
    why: `${identity.kind === 'agent' ? identity.socket : ''}: ${cause.message}`,
    next: 'see whether it still holds the key (ssh-add -l) and whether it asks for a confirmation.',
    cause,
  });
}

/** The pinned types first, then the others: a server that lost its pinned key must be seen to have changed, not to be silent. */
function hostKeyTypes(accepted: readonly string[]): (typeof HOST_KEY_TYPES)[number][] {
  const isPinned = (type: string) =>
    accepted.some((key) => key.startsWith(type.startsWith('rsa-') ? 'ssh-rsa ' : `${type} `));
  return [...HOST_KEY_TYPES.filter(isPinned), ...HOST_KEY_TYPES.filter((type) => !isPinned(type))];
}

function mutable<T extends Readonly<Record<string, readonly string[]>>>(lists: T): { [K in keyof T]: T[K][number][] } {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...list]])) as {
    [K in keyof T]: T[K][number][];
  };
}
