import { describe, expect, it } from 'vitest';
import { type ConnectOptions, connect } from '../../edges/ssh.ts';
import { tcpFailure } from '../../edges/ssh-failure.ts';
import { fingerprint } from '../../edges/ssh-key.ts';
import { formatError, type KitError } from '../../policy/errors.ts';
import { closedPort, type FakeServer, fakeServer, identityOf, inBash, keyPair, plainServer } from './_ssh-server.ts';

const host = keyPair();
const admin = keyPair();
const stranger = keyPair();

const at = (port: number, more: object = {}) => ({ name: 'gateway', host: '127.0.0.1', port, user: 'admin', ...more });
const options = (more: Partial<ConnectOptions> = {}): ConnectOptions => ({
  accept: [host.public],
  identity: identityOf(admin),
  timeoutMs: 3_000,
  ...more,
});
const failure = (promise: Promise<unknown>): Promise<KitError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: KitError) => error,
  );
const serve = (more: Partial<Parameters<typeof fakeServer>[0]> = {}): Promise<FakeServer> =>
  fakeServer({ hostKey: host, authorized: [admin.public], onExec: inBash('/nonexistent'), ...more });

describe('logging in', () => {
  it('tells what a stranger would see: host key, methods, key exchange', async () => {
    const { port, tried } = await serve();
    const session = await connect(at(port), options());
    expect(session.seen).toMatchObject({
      hostKey: host.public,
      methodsOffered: ['publickey'],
      kex: expect.stringMatching(/^curve25519-sha256/),
      cipher: 'aes128-gcm@openssh.com',
    });
    expect(tried).toEqual(['none', admin.public]);
    await session.close();
    expect(session.isOpen).toBe(false);
  });

  it('accepts any of several pinned keys, comments and all', async () => {
    const { port } = await serve();
    const session = await connect(at(port), options({ accept: [stranger.public, `${host.public} root@gateway`] }));
    await session.close();
  });

  it('refuses a changed host key before anything is sent, with both fingerprints', async () => {
    const { port, tried } = await serve({ hostKey: stranger });
    const error = await failure(connect(at(port), options()));
    expect(error.code).toBe('E_HOST_KEY_CHANGED');
    expect(error.why).toContain(fingerprint(stranger.public));
    expect(error.why).toContain(fingerprint(host.public));
    expect(tried).toEqual([]);
  });

  it('sees a host key of another type as changed, not as silence', async () => {
    const { port } = await serve({ hostKey: keyPair('ecdsa') });
    expect((await failure(connect(at(port), options()))).code).toBe('E_HOST_KEY_CHANGED');
  });

  it('says which key was refused, and what the server offers', async () => {
    const { port } = await serve({ authorized: [stranger.public] });
    const error = await failure(connect(at(port), options()));
    expect(error.code).toBe('E_SSH_KEY_REFUSED');
    expect(error.message).toContain('/keys/id');
    expect(error.why).toContain('"publickey"');
    expect(error.why).toContain(fingerprint(admin.public));
  });

  it('says "refused" and that a ban looks the same', async () => {
    const error = await failure(connect(at(await closedPort()), options()));
    expect(error.code).toBe('E_SSH_REFUSED');
    expect(error.why).toContain('fail2ban');
  });

  it('says "banned" only when sshd answers on another address of the server', async () => {
    const { port } = await serve({ address: '127.0.0.2' });
    const error = await failure(connect(at(port, { otherHost: '127.0.0.2' }), options()));
    expect(error.code).toBe('E_SSH_BANNED');
    expect(error.next).toContain('unbanip');
    const still = await failure(connect(at(port, { otherHost: '127.0.0.3' }), options()));
    expect(still.code).toBe('E_SSH_REFUSED');
  });

  it('gives up on an open port that never speaks', async () => {
    const error = await failure(connect(at(await plainServer()), options({ timeoutMs: 300 })));
    expect(error.code).toBe('E_SSH_TIMEOUT');
    expect(error.why).toContain('the port is open');
  });

  it.each([
    { when: 'sshd penalises the address', words: 'Not allowed at this time\r\n', code: 'E_SSH_BANNED' },
    { when: 'too many logins are under way', words: 'Exceeded MaxStartups\r\n', code: 'E_SSH_BUSY' },
    { when: 'a web server listens there', words: 'HTTP/1.1 400 Bad\u001b[2J\r\n\r\n', code: 'E_SSH_HANDSHAKE' },
    { when: 'a booting machine hangs up', words: '', code: 'E_SSH_HANDSHAKE' },
  ])('$when: $code', async ({ words, code }) => {
    const error = await failure(connect(at(await plainServer(words)), options()));
    expect(error.code).toBe(code);
    expect(formatError(error)).not.toContain('\u001b');
  });

  it.each([
    ['ETIMEDOUT', 'E_SSH_TIMEOUT'],
    ['EHOSTUNREACH', 'E_SSH_UNREACHABLE'],
    ['ENETUNREACH', 'E_SSH_UNREACHABLE'],
    ['EACCES', 'E_SSH_UNREACHABLE'],
    ['ENOTFOUND', 'E_SSH_NAME'],
    ['ECONNREFUSED', 'E_SSH_REFUSED'],
  ])('%s is %s, with a next step', (code, expected) => {
    const cause = Object.assign(new Error(code), { code });
    const error = tcpFailure({ name: 'gateway', host: '2001:db8::1', port: 22, user: 'admin' }, cause, 3_000);
    expect(error.code).toBe(expected);
    expect(error.message).toContain('[2001:db8::1]:22');
    expect(error.next.length).toBeGreaterThan(20);
  });
});

describe('running a command', () => {
  const open = async (more: Partial<Parameters<typeof fakeServer>[0]> = {}) =>
    connect(at((await serve(more)).port), options());

  it('returns both streams and the exit code, and hands input over', async () => {
    const session = await open();
    expect(await session.run('cat; echo problem >&2; exit 7', { input: 'α\nβ' })).toEqual({
      exitCode: 7,
      stdout: 'α\nβ',
      stderr: 'problem\n',
    });
  });

  it('reports a signal as shells do', async () => {
    const session = await open();
    expect((await session.run('kill -TERM $$')).exitCode).toBe(143);
  });

  it('does not mind a program that leaves its input unread', async () => {
    const session = await open();
    expect((await session.run('exit 3', { input: 'x'.repeat(4_000_000) })).exitCode).toBe(3);
  });

  it('keeps characters whole that the network cut in two', async () => {
    const session = await open({
      onExec(_command, channel) {
        const bytes = Buffer.from('größer');
        channel.write(bytes.subarray(0, 3));
        setTimeout(() => {
          channel.write(bytes.subarray(3));
          channel.exit(0);
          channel.end();
        }, 20);
      },
    });
    expect((await session.run('x')).stdout).toBe('größer');
  });

  it('hands lines on as they come', async () => {
    const lines: string[] = [];
    const session = await open();
    await session.run("printf 'one\\ntwo\\nthree'", { onLine: (line) => lines.push(line) });
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('gives up at the time limit, and the connection lives on', async () => {
    const session = await open();
    const error = await failure(session.run('sleep 5', { timeoutMs: 100 }));
    expect(error.code).toBe('E_SSH_COMMAND_TIMEOUT');
    expect(error.why).toContain('sleep 5');
    expect((await session.run('echo on')).stdout).toBe('on\n');
  });

  it('says what was running when the connection broke', async () => {
    const session = await open({ onExec: (_command, _channel, connection) => connection.end() });
    const error = await failure(session.run('apt-get update'));
    expect(error.code).toBe('E_SSH_LOST');
    expect(error.why).toContain('apt-get update');
    expect(session.isOpen).toBe(false);
    expect((await failure(session.run('true'))).code).toBe('E_SSH_LOST');
  });

  it('runs several commands at once over one connection', async () => {
    const session = await open();
    const results = await Promise.all([1, 2, 3].map((n) => session.run(`sleep 0.0${n}; echo ${n}`)));
    expect(results.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n']);
  });
});
