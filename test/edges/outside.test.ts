import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { probePorts } from '../../edges/outside.ts';

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))));

async function listening(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
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
