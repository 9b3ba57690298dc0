import { once } from 'node:events';
import { connect as tcpConnect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, type Session } from '../../edges/ssh.ts';
import { type FakeServer, type FakeServerOptions, fakeServer, identityOf, keyPair } from './_ssh-server.ts';
import { portOf, tcpServer } from './_tunnel.ts';

const host = keyPair();
const admin = keyPair();

async function session(onForward?: FakeServerOptions['onForward']): Promise<{ session: Session; server: FakeServer }> {
  const server = await fakeServer({
    hostKey: host,
    authorized: [admin.public],
    ...(onForward ? { onForward } : {}),
  });
  const opened = await connect(
    { name: 'gateway', host: '127.0.0.1', port: server.port, user: 'admin' },
    { accept: [host.public], identity: identityOf(admin), timeoutMs: 3_000 },
  );
  onTestFinished(() => opened.close());
  return { session: opened, server };
}

/** What sshd does: connects to the port, or says that nothing is there. */
const toLoopback: FakeServerOptions['onForward'] = (port, accept, refuse) => {
  const socket = tcpConnect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.once('error', () => refuse());
  socket.once('connect', () => {
    const channel = accept();
    channel.pipe(socket).pipe(channel);
  });
};

async function readAll(stream: Duplex): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

describe('a connection to a port of the server', () => {
  it('passes bytes and ends both ways', async () => {
    const echo = await tcpServer((socket) => socket.pipe(socket));
    const { session: opened } = await session(toLoopback);
    const [one, two] = await Promise.all([opened.forward(portOf(echo)), opened.forward(portOf(echo))]);
    one.end('first');
    two.end('second');
    expect(await Promise.all([readAll(one), readAll(two)])).toEqual(['first', 'second']);
    expect(opened.isOpen).toBe(true);
  });

  it('is refused when nothing listens there', async () => {
    const gone = await tcpServer(() => {});
    const port = portOf(gone);
    await new Promise((resolve) => gone.close(resolve));
    const { session: opened } = await session(toLoopback);
    await expect(opened.forward(port)).rejects.toMatchObject({
      code: 'E_FORWARD_REFUSED',
      message: `Nothing answers on port ${port} of gateway's loopback.`,
      next: expect.stringContaining('./sclerite verify gateway'),
    });
    expect(opened.isOpen).toBe(true);
  });

  it('is forbidden when sshd lets nobody through', async () => {
    const { session: opened } = await session();
    await expect(opened.forward(18_789)).rejects.toMatchObject({ code: 'E_FORWARD_FORBIDDEN' });
  });

  it('is lost with the connection while it is asked for, instead of hanging', async () => {
    const asked = Promise.withResolvers<void>();
    const { session: opened, server } = await session(() => asked.resolve());
    const forward = opened.forward(18_789);
    await asked.promise;
    server.hangUp();
    await expect(forward).rejects.toMatchObject({ code: 'E_SSH_LOST' });
  });

  it('closes with the connection, which says so', async () => {
    const echo = await tcpServer((socket) => socket.pipe(socket));
    const { session: opened, server } = await session(toLoopback);
    const forwarded = await opened.forward(portOf(echo));
    forwarded.on('error', () => {});
    const closed = once(forwarded.resume(), 'close');
    server.hangUp();
    await Promise.all([closed, opened.closed]);
    expect(opened.isOpen).toBe(false);
    await expect(opened.forward(portOf(echo))).rejects.toMatchObject({ code: 'E_SSH_LOST' });
  });

  it('is lost, not a bug of the kit, between the end of the connection and its close', async () => {
    const { session: opened } = await session(toLoopback);
    const closing = opened.close();
    while (opened.isOpen) {
      await expect(opened.forward(1)).rejects.toMatchObject({
        code: expect.stringMatching(/^E_SSH_LOST$|^E_FORWARD_REFUSED$/),
      });
      await turn();
    }
    await closing;
    expect(await opened.closed).toBeUndefined();
  });
});
