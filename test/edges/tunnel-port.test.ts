import { describe, expect, it, onTestFinished } from 'vitest';
import { type Listening, listenLocally } from '../../edges/tunnel-port.ts';
import { closedPort } from './_ssh-server.ts';
import { client, echoed, portOf, tcpServer } from './_tunnel.ts';

async function listening(preferred: number, demanded?: number): Promise<Listening> {
  const found = await listenLocally(preferred, demanded);
  onTestFinished(() => void found.listener.close());
  return found;
}

describe('the port of a tunnel on this machine', () => {
  it('is the preferred one when that is free, on loopback alone', async () => {
    const free = await closedPort();
    const { listener, port, insteadOf } = await listening(free);
    expect({ port, insteadOf }).toEqual({ port: free, insteadOf: undefined });
    expect(listener.address()).toEqual({ address: '127.0.0.1', family: 'IPv4', port: free });
    listener.on('connection', (socket) => socket.pipe(socket));
    expect(await echoed(await client(port), 'hello')).toBe('hello');
  });

  it('is another one when the preferred is taken, and says who has that', async () => {
    const taken = portOf(await tcpServer(() => {}));
    const { listener, port, insteadOf } = await listening(taken);
    expect(port).not.toBe(taken);
    expect(port).toBe(portOf(listener));
    expect(insteadOf).toMatch(new RegExp(`^.+ \\(process ${process.pid}\\) listens there$`));
  });

  it('is the demanded one, whatever is preferred', async () => {
    const [preferred, demanded] = [await closedPort(), await closedPort()];
    expect(await listening(preferred, demanded)).toMatchObject({ port: demanded });
  });

  it('is refused when the demanded one is taken, with the holder', async () => {
    const taken = portOf(await tcpServer(() => {}));
    await expect(listening(await closedPort(), taken)).rejects.toMatchObject({
      code: 'E_PORT_TAKEN',
      exitCode: 64,
      message: `Cannot listen on port ${taken} of this machine.`,
      why: expect.stringMatching(new RegExp(`^it is taken: .+ \\(process ${process.pid}\\) listens there\\.$`)),
      next: expect.stringContaining('--port'),
    });
  });

  it('of one tunnel is not given to another', async () => {
    const first = await listening(await closedPort());
    expect((await listening(first.port)).port).not.toBe(first.port);
  });
});
