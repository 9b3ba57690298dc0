import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Session } from '../../edges/ssh.ts';
import { openTunnel, type Tunnel, type TunnelOptions } from '../../edges/tunnel.ts';
import { type ErrorCode, KitError } from '../../policy/errors.ts';
import {
  client,
  echoed,
  type FakeSession,
  fakeSession,
  localListener,
  portOf,
  readAll,
  recordedProgress,
  tcpServer,
} from './_tunnel.ts';

const echo = (socket: Socket) => void socket.pipe(socket);
const kitError = (code: ErrorCode, what = 'It failed.') => new KitError({ code, what, why: 'so.', next: 'else.' });
const connections = (server: Server) =>
  new Promise<number>((resolve, reject) => server.getConnections((error, n) => (error ? reject(error) : resolve(n))));

interface Begun {
  readonly tunnel: Tunnel;
  readonly listener: Server;
  readonly port: number;
  readonly sessions: FakeSession[];
  readonly said: readonly string[];
  /** What logins do from now on. */
  logins(login: (make: () => Session) => Promise<Session>): void;
}

async function begin(gatewayPort: number, more: Partial<TunnelOptions> = {}): Promise<Begun> {
  const { listener, port } = await localListener();
  const progress = recordedProgress();
  const sessions: FakeSession[] = [];
  const make = () => {
    const session = fakeSession(() => gatewayPort);
    sessions.push(session);
    return session;
  };
  let login: (make: () => Session) => Promise<Session> = async () => make();
  const tunnel = await openTunnel({
    server: 'gateway',
    remotePort: gatewayPort,
    listener,
    progress,
    login: () => login(make),
    pauseMs: () => 20,
    ...more,
  });
  onTestFinished(() => tunnel.close());
  return {
    tunnel,
    listener,
    port,
    sessions,
    said: progress.said,
    logins: (next) => {
      login = next;
    },
  };
}

const echoing = async (more: Partial<TunnelOptions> = {}) => begin(portOf(await tcpServer(echo)), more);

describe('what goes through a tunnel', () => {
  it('passes both ways, for several connections at once', async () => {
    const { port } = await echoing();
    const [one, two] = [await client(port), await client(port)];
    expect(await echoed(one, 'first')).toBe('first');
    expect(await Promise.all([echoed(one, 'again'), echoed(two, 'second')])).toEqual(['again', 'second']);
  });

  it('lets a client that has said everything wait for the answer', async () => {
    const gateway = await tcpServer((socket) => {
      let heard = '';
      socket.on('data', (data) => {
        heard += data.toString();
      });
      socket.on('end', () => socket.end(`heard ${heard}`));
    });
    const { port, sessions } = await begin(portOf(gateway));
    const socket = await client(port);
    socket.end('all of it');
    expect((await readAll(socket)).toString()).toBe('heard all of it');
    await vi.waitFor(() => expect(sessions[0]?.through).toBe(0));
  });

  it('gives a slow client the whole answer, though the channel is closed before it is written', async () => {
    const answer = Buffer.alloc(16 * 1024 * 1024, 'x'); // more than the kernel's buffers on the way
    const whole = new Duplex({
      read() {
        this.push(answer);
        this.push(null);
      },
      write: (_chunk, _encoding, done) => done(),
    });
    const { port, sessions } = await echoing();
    Object.assign(sessions[0] as FakeSession, { forward: async () => whole });
    const socket = await client(port);
    socket.pause();
    const closed = once(whole, 'close');
    socket.end('give');
    await closed;
    await sleep(50);
    expect((await readAll(socket)).length).toBe(answer.length);
  });

  it('ends at the gateway when the client hangs up, and the other way', async () => {
    const gateway = await tcpServer((socket) => socket.on('data', () => socket.destroy()));
    const { port, sessions, listener } = await begin(portOf(gateway));
    const gone = await client(port);
    await vi.waitFor(() => expect(sessions[0]?.through).toBe(1));
    gone.resetAndDestroy();
    await vi.waitFor(() => expect(sessions[0]?.through).toBe(0));
    const left = await client(port);
    left.end('hang up');
    await readAll(left);
    await vi.waitFor(async () => expect(await connections(listener)).toBe(0));
  });
});

describe('a lost connection', () => {
  it('is followed by a new login, and the listener stays', async () => {
    const { port, sessions, listener, said } = await echoing();
    const before = await client(port);
    await echoed(before, 'hello');
    const cut = once(before, 'close');
    before.resume();
    before.once('end', () => before.end());
    sessions[0]?.lose(new Error('Keepalive timeout'));
    await cut;
    expect(listener.listening).toBe(true);
    expect(await echoed(await client(port), 'after')).toBe('after');
    expect(sessions).toHaveLength(2);
    expect(said).toContain('warning: connection lost (Keepalive timeout); the address stays, what comes waits');
    expect(said).toContainEqual(expect.stringMatching(/^step: connected again after \d+\.\d s$/));
  });

  it('lets what comes meanwhile wait, through several refusals, and then passes it on', async () => {
    const { port, sessions, logins, said } = await echoing();
    const back = Promise.withResolvers<void>();
    let tries = 0;
    logins(async (make) => {
      tries += 1;
      if (tries < 3) throw kitError('E_SSH_REFUSED', `refused ${tries}`);
      await back.promise;
      return make();
    });
    sessions[0]?.lose();
    const socket = await client(port);
    const answer = echoed(socket, 'patient');
    await vi.waitFor(() => expect(tries).toBe(3));
    expect(await Promise.race([answer, sleep(50, 'waits')])).toBe('waits');
    back.resolve();
    expect(await answer).toBe('patient');
    expect(said.filter((line) => line.startsWith('detail'))).toEqual([
      'detail: try 1: refused 1',
      'detail: try 2: refused 2',
    ]);
  });

  it('answers with a page when the patience is over, and keeps nothing of that connection', async () => {
    const { port, sessions, listener, logins } = await echoing({ patienceMs: 100 });
    logins(() => Promise.reject(kitError('E_SSH_REFUSED')));
    sessions[0]?.lose();
    const socket = await client(port);
    const begun = performance.now();
    socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    const page = (await readAll(socket)).toString();
    expect(performance.now() - begun).toBeGreaterThan(80);
    expect(page).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(page).toContain('The connection to gateway (198.18.0.1:22) broke.');
    socket.end();
    await vi.waitFor(async () => expect(await connections(listener)).toBe(0));
    expect(listener.listening).toBe(true);
  });

  it.each(['E_HOST_KEY_CHANGED', 'E_SSH_IDENTITY'] as const)('ends with the first %s', async (code) => {
    const { port, sessions, tunnel, logins } = await echoing();
    let tries = 0;
    logins(() => {
      tries += 1;
      return Promise.reject(kitError(code));
    });
    const waiting = await client(port);
    sessions[0]?.lose();
    await expect(tunnel.ended).rejects.toMatchObject({ code });
    expect(tries).toBe(1);
    await readAll(waiting).catch(() => {});
    await expect(client(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends when the kit itself broke, instead of trying for ever', async () => {
    const { sessions, tunnel, logins } = await echoing();
    logins(() => Promise.reject(new TypeError('a bug')));
    sessions[0]?.lose();
    await expect(tunnel.ended).rejects.toThrow('a bug');
  });

  it('ends with the third refusal of the key: each counts towards a ban', async () => {
    const { sessions, tunnel, logins } = await echoing();
    let tries = 0;
    logins(() => {
      tries += 1;
      return Promise.reject(kitError('E_SSH_KEY_REFUSED'));
    });
    sessions[0]?.lose();
    await expect(tunnel.ended).rejects.toMatchObject({ code: 'E_SSH_KEY_REFUSED' });
    expect(tries).toBe(3);
  }, 15_000);
});

describe('the first login', () => {
  it('is not repeated', async () => {
    const { listener } = await localListener();
    const login = vi.fn(() => Promise.reject(kitError('E_SSH_TIMEOUT')));
    const opened = openTunnel({ server: 'gateway', remotePort: 1, listener, progress: recordedProgress(), login });
    await expect(opened).rejects.toMatchObject({ code: 'E_SSH_TIMEOUT' });
    expect(login).toHaveBeenCalledOnce();
  });

  it('lets what comes before it is done wait', async () => {
    const gatewayPort = portOf(await tcpServer(echo));
    const { listener, port } = await localListener();
    const done = Promise.withResolvers<Session>();
    const opening = openTunnel({
      server: 'gateway',
      remotePort: gatewayPort,
      listener,
      progress: recordedProgress(),
      login: () => done.promise,
    });
    const answer = echoed(await client(port), 'early');
    await sleep(20);
    done.resolve(fakeSession(() => gatewayPort));
    const tunnel = await opening;
    onTestFinished(() => tunnel.close());
    expect(await answer).toBe('early');
  });

  it('takes what waited for it along when it fails', async () => {
    const { listener, port } = await localListener();
    const done = Promise.withResolvers<Session>();
    const opening = openTunnel({
      server: 'gateway',
      remotePort: 1,
      listener,
      progress: recordedProgress(),
      login: () => done.promise,
    });
    const socket = await client(port);
    await vi.waitFor(async () => expect(await connections(listener)).toBe(1));
    const cut = once(socket.resume(), 'end');
    done.reject(kitError('E_SSH_TIMEOUT'));
    await expect(opening).rejects.toMatchObject({ code: 'E_SSH_TIMEOUT' });
    await cut;
    expect(await connections(listener)).toBe(0);
  });

  it('closes a session whose port sshd forbids', async () => {
    const { listener } = await localListener();
    const session = { ...fakeSession(() => 1), forward: () => Promise.reject(kitError('E_FORWARD_FORBIDDEN')) };
    const opened = openTunnel({
      server: 'gateway',
      remotePort: 1,
      listener,
      progress: recordedProgress(),
      login: async () => session,
    });
    await expect(opened).rejects.toMatchObject({ code: 'E_FORWARD_FORBIDDEN' });
    expect(await session.closed).toBeUndefined();
  });
});

describe('a gateway that does not run', () => {
  it('is told at once, answered with a page, and told again when it is there', async () => {
    const gone = await tcpServer(echo);
    const gatewayPort = portOf(gone);
    await new Promise((resolve) => gone.close(resolve));
    const { port, said } = await begin(gatewayPort, { patienceMs: 50 });
    expect(said).toContainEqual(expect.stringMatching(/^warning: the gateway does not run, the tunnel stays open; /));
    const socket = await client(port);
    expect((await readAll(socket)).toString()).toContain(`Nothing answers on port ${gatewayPort}`);
    await tcpServer(echo, gatewayPort);
    await vi.waitFor(() => expect(said).toContain('step: the gateway answers'), { timeout: 3_000 });
    expect(said.filter((line) => line.startsWith('warning'))).toHaveLength(1);
    expect(await echoed(await client(port), 'there')).toBe('there');
  });

  it('that starts within the patience is waited for', async () => {
    const gone = await tcpServer(echo);
    const gatewayPort = portOf(gone);
    await new Promise((resolve) => gone.close(resolve));
    const { port } = await begin(gatewayPort, { patienceMs: 5_000 });
    const answer = echoed(await client(port), 'soon');
    await sleep(50);
    await tcpServer(echo, gatewayPort);
    expect(await answer).toBe('soon');
  });
});

describe('closing', () => {
  it('closes the listener, the connections and the session, and may be done twice', async () => {
    const { tunnel, port, sessions, listener } = await echoing();
    const socket = await client(port);
    await echoed(socket, 'hello');
    const cut = once(socket.resume(), 'end');
    await Promise.all([tunnel.close(), tunnel.close()]);
    await cut;
    await expect(tunnel.ended).resolves.toBeUndefined();
    expect(listener.listening).toBe(false);
    expect(sessions[0]).toMatchObject({ isOpen: false, through: 0 });
    await expect(client(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('does not wait for a login that is under way, and closes what comes of it', async () => {
    const { tunnel, sessions, logins, listener } = await echoing();
    const late = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    logins(async (make) => {
      begun.resolve();
      await late.promise;
      return make();
    });
    sessions[0]?.lose();
    await begun.promise;
    expect(await Promise.race([tunnel.close().then(() => 'closed'), sleep(1_000, 'waits')])).toBe('closed');
    expect(listener.listening).toBe(false);
    late.resolve();
    await vi.waitFor(() => expect(sessions[1]?.isOpen).toBe(false));
  });
});
