import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect as tcpConnect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectOpenssh } from '../../edges/openssh.ts';
import { type ConnectOptions, connect, type Session } from '../../edges/ssh.ts';
import { fingerprint } from '../../edges/ssh-key.ts';
import type { KitError } from '../../policy/errors.ts';
import { closedPort, fakeServer, identityOf, inBash, keyPair, plainServer } from './_ssh-server.ts';
import { portOf, tcpServer } from './_tunnel.ts';

const hasClient = spawnSync('ssh', ['-V']).error === undefined;

const host = keyPair();
const admin = keyPair();
const stranger = keyPair();

function keyFile(mode = 0o600): string {
  const folder = mkdtempSync(join(tmpdir(), 'openssh-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'id');
  writeFileSync(path, admin.private, { mode });
  return path;
}

const at = (port: number) => ({ name: 'gateway', host: '127.0.0.1', port, user: 'admin' });
const options = (more: Partial<ConnectOptions> = {}): ConnectOptions => ({
  accept: [host.public],
  identity: identityOf(admin, keyFile()),
  timeoutMs: 5_000,
  ...more,
});
const failure = (promise: Promise<unknown>): Promise<KitError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: KitError) => error,
  );
const serve = (more: Partial<Parameters<typeof fakeServer>[0]> = {}) =>
  fakeServer({ hostKey: host, authorized: [admin.public], onExec: inBash('/nonexistent'), ...more });

async function open(more: Partial<Parameters<typeof fakeServer>[0]> = {}) {
  const server = await serve(more);
  const session = await connectOpenssh(at(server.port), options());
  onTestFinished(() => session.close());
  return { server, session };
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sclerite-'));

describe.skipIf(!hasClient)('logging in by the OpenSSH client (skipped without one)', () => {
  it('tells what a stranger would see, and leaves nothing behind', async () => {
    const before = leftovers();
    const { port, tried } = await serve();
    const session = await connectOpenssh(at(port), options());
    expect(session.seen).toMatchObject({
      hostKey: host.public,
      methodsOffered: ['publickey'],
      kex: expect.stringMatching(/^curve25519-sha256/),
    });
    expect(session.seen.cipher).not.toBe('');
    expect(tried).toEqual(['none', admin.public]);
    await session.close();
    expect(session.isOpen).toBe(false);
    expect(leftovers()).toEqual(before);
  });

  it('is what connect takes for a server that is declared so', async () => {
    const { port } = await serve();
    const session = await connect({ ...at(port), keyExchange: 'post-quantum-only' }, options());
    expect((await session.run('echo there')).stdout).toBe('there\n');
    await session.close();
  });

  it('refuses a changed host key before anything is sent, with both fingerprints', async () => {
    const { port, tried } = await serve({ hostKey: stranger });
    const error = await failure(connectOpenssh(at(port), options()));
    expect(error.code).toBe('E_HOST_KEY_CHANGED');
    expect(error.why).toContain(fingerprint(stranger.public));
    expect(error.why).toContain(fingerprint(host.public));
    expect(tried).toEqual([]);
  });

  it('says which key was refused, and what the server offers', async () => {
    const { port } = await serve({ authorized: [stranger.public] });
    const error = await failure(connectOpenssh(at(port), options()));
    expect(error.code).toBe('E_SSH_KEY_REFUSED');
    expect(error.why).toContain('"publickey"');
    expect(error.why).toContain(fingerprint(admin.public));
  });

  it('says that others may read the key', async () => {
    const { port } = await serve();
    const error = await failure(connectOpenssh(at(port), options({ identity: identityOf(admin, keyFile(0o644)) })));
    expect(error).toMatchObject({ code: 'E_SSH_IDENTITY', next: expect.stringContaining('chmod 0600') });
  });

  it('says "refused" when nothing listens', async () => {
    expect((await failure(connectOpenssh(at(await closedPort()), options()))).code).toBe('E_SSH_REFUSED');
  });

  it('gives up on an open port that never speaks', async () => {
    const error = await failure(connectOpenssh(at(await plainServer()), options({ timeoutMs: 500 })));
    expect(error.code).toBe('E_SSH_TIMEOUT');
  });

  it.each([
    { when: 'sshd penalises the address', words: 'Not allowed at this time\r\n', code: 'E_SSH_BANNED' },
    { when: 'too many logins are under way', words: 'Exceeded MaxStartups\r\n', code: 'E_SSH_BUSY' },
    { when: 'a web server listens there', words: 'HTTP/1.1 400 Bad\r\n\r\n', code: 'E_SSH_HANDSHAKE' },
    { when: 'a booting machine hangs up', words: '', code: 'E_SSH_HANDSHAKE' },
  ])('$when: $code', async ({ words, code }) => {
    expect((await failure(connectOpenssh(at(await plainServer(words)), options()))).code).toBe(code);
  });
});

it('says what to install where there is no OpenSSH client', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  onTestFinished(() => void vi.unstubAllEnvs());
  const error = await failure(connectOpenssh(at(1), options()));
  expect(error).toMatchObject({ code: 'E_SSH_CLIENT', next: expect.stringContaining('openssh-client') });
});

describe.skipIf(!hasClient)('running a command through the OpenSSH client (skipped without one)', () => {
  it('returns both streams and the exit code, and hands input over', async () => {
    const { session } = await open();
    expect(await session.run('cat; echo problem >&2; exit 7', { input: 'α\nβ' })).toEqual({
      exitCode: 7,
      stdout: 'α\nβ',
      stderr: 'problem\n',
    });
  });

  it('takes 255 for an exit code while the connection stands', async () => {
    const { session } = await open();
    expect((await session.run('exit 255')).exitCode).toBe(255);
    expect((await session.run('echo still')).stdout).toBe('still\n');
  });

  it('does not mind a program that leaves its input unread', async () => {
    const { session } = await open();
    expect((await session.run('exit 3', { input: 'x'.repeat(1_000_000) })).exitCode).toBe(3);
  });

  it('runs several at once over one login', async () => {
    const { session, server } = await open();
    const answers = await Promise.all([1, 2, 3].map((number) => session.run(`echo ${number}`)));
    expect(answers.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n']);
    expect(server.tried).toEqual(['none', admin.public]);
  });

  it('ends a command that takes too long', async () => {
    const { session } = await open();
    const error = await failure(session.run('sleep 20', { timeoutMs: 300, label: 'a nap' }));
    expect(error).toMatchObject({ code: 'E_SSH_COMMAND_TIMEOUT', why: expect.stringContaining('a nap') });
  });

  it('says that the connection was lost, then and afterwards', async () => {
    const { session, server } = await open();
    const running = failure(session.run('sleep 20'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.hangUp();
    expect((await running).code).toBe('E_SSH_LOST');
    await session.closed;
    expect((await failure(session.run('true'))).code).toBe('E_SSH_LOST');
  });
});

describe.skipIf(!hasClient)(
  'a connection to a port of the server through the OpenSSH client (skipped without one)',
  () => {
    const toLoopback: Parameters<typeof fakeServer>[0]['onForward'] = (port, accept, refuse) => {
      const socket = tcpConnect({ port, host: '127.0.0.1', allowHalfOpen: true });
      socket.once('error', () => refuse());
      socket.once('connect', () => {
        const channel = accept();
        channel.pipe(socket).pipe(channel);
      });
    };
    const readAll = async (stream: Awaited<ReturnType<Session['forward']>>) => {
      let text = '';
      for await (const chunk of stream) text += String(chunk);
      return text;
    };

    it('passes bytes and ends both ways', async () => {
      const echo = await tcpServer((socket) => socket.pipe(socket));
      const { session } = await open({ onForward: toLoopback });
      const [one, two] = await Promise.all([session.forward(portOf(echo)), session.forward(portOf(echo))]);
      one.end('first');
      two.end('second');
      expect(await Promise.all([readAll(one), readAll(two)])).toEqual(['first', 'second']);
      expect(session.isOpen).toBe(true);
    });

    it('passes more than fits into any buffer, and may be given up at any time', async () => {
      const echo = await tcpServer((socket) => socket.pipe(socket));
      const { session } = await open({ onForward: toLoopback });
      const [given, kept] = await Promise.all([session.forward(portOf(echo)), session.forward(portOf(echo))]);
      given.destroy();
      const text = 'x'.repeat(2_000_000);
      kept.end(text);
      expect(await readAll(kept)).toBe(text);
      expect(given.destroyed).toBe(true);
    });

    it('is refused when nothing listens there', async () => {
      const gone = await tcpServer(() => {});
      const port = portOf(gone);
      gone.close();
      await once(gone, 'close');
      const { session } = await open({ onForward: toLoopback });
      expect((await failure(session.forward(port))).code).toBe('E_FORWARD_REFUSED');
    });
  },
);
