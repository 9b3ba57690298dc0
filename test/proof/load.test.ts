import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { flood } from '../../proof/load/flood.ts';
import { findingsOf, type Look } from '../../proof/load/load.ts';

const ready: Look = { ms: 3, isGatewayReady: true };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server on loopback that does with each connection what it is told. */
async function listening(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

describe('a flood', () => {
  it('holds as many connections as it was told, looks meanwhile, and leaves none', async () => {
    const open = new Set<Socket>();
    const port = await listening((socket) => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    });
    const under = await flood({ address: '127.0.0.1', port, connections: 300, seconds: 1 }, async () => ready);
    expect(under.held).toBe(300);
    expect(under.looks.length).toBeGreaterThan(0);
    expect(findingsOf(under, 300)).toEqual([]);
    await expect.poll(() => open.size).toBe(0);
  });

  it('counts what the server closes, and opens it anew', async () => {
    const port = await listening((socket) => setTimeout(() => socket.destroy(), 100));
    const under = await flood({ address: '127.0.0.1', port, connections: 20, seconds: 1 }, async () => ready);
    expect(under.droppedByServer).toBeGreaterThan(20);
  });

  it('is a finding when it could not even be made', async () => {
    const under = await flood({ address: '127.0.0.1', port: 1, connections: 5, seconds: 0.3 }, async () => ready);
    expect(findingsOf(under, 5)).toEqual(['only 0 of 5 connections could be made at once']);
  });
});

describe('what a load finds', () => {
  it.each([
    [ready, []],
    [{ ...ready, isGatewayReady: false }, ['the gateway was not ready']],
    [{ ms: 9, isGatewayReady: false, problem: 'timed out' }, ['SSH did not answer: timed out']],
  ])('%o', (look, findings) => {
    expect(findingsOf({ held: 1, droppedByServer: 0, looks: [look], seconds: 1 }, 1)).toEqual(findings);
  });
});
