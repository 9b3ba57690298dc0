import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { probePorts } from '../../edges/outside.ts';

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))));

async function listening(onKnock = () => {}): Promise<number> {
  const server = createServer((socket) => {
    onKnock();
    socket.destroy();
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as { port: number }).port;
}

it('tells an open port from a closed one', async () => {
  const open = await listening();
  const gone = await listening();
  await new Promise((done) => servers.pop()?.close(done));
  const reading = await probePorts('127.0.0.1', [open, gone]);
  expect(reading).toMatchObject({
    kind: 'view',
    value: {
      address: '127.0.0.1',
      results: [
        { port: open, state: 'open' },
        { port: gone, state: 'closed' },
      ],
    },
  });
});

it('does not knock again where somebody is let in already', async () => {
  let knocks = 0;
  const port = await listening(() => knocks++);
  const reading = await probePorts('127.0.0.1', [port], { port, ms: Promise.resolve(3.4) });
  expect(reading).toMatchObject({ value: { results: [{ port, state: 'open', ms: 3 }] } });
  expect(knocks).toBe(0);
});

it('knocks where nobody was let in', async () => {
  const port = await listening();
  const reading = await probePorts('127.0.0.1', [port], { port, ms: Promise.resolve(undefined) });
  expect(reading).toMatchObject({ value: { results: [{ port, state: 'open' }] } });
});
