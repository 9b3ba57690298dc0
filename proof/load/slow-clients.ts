import { connect, type TLSSocket } from 'node:tls';
import { type LookFunction, lookDuring, type Under } from './load.ts';

/**
 * So many clients that finish the TLS handshake, begin a request and then send one byte every two seconds. A server without
 * time limits keeps them for ever; one with them closes each, and `droppedByServer` counts it.
 */
export async function slowClients(
  target: { address: string; name: string; clients: number; seconds: number },
  look: LookFunction,
): Promise<Under> {
  const { address, name, clients, seconds } = target;
  const begun = performance.now();
  const open = new Set<TLSSocket>();
  let held = 0;
  let droppedByServer = 0;
  let isEnding = false;

  const openOne = () =>
    new Promise<void>((resolve) => {
      // Who it is does not matter: nothing secret is sent.
      const socket = connect({ host: address, port: 443, servername: name, rejectUnauthorized: false });
      const drip = setInterval(() => socket.writable && socket.write('x'), 2_000);
      socket.once('secureConnect', () => {
        open.add(socket);
        held = Math.max(held, open.size);
        socket.write(`GET / HTTP/1.1\r\nHost: ${name}\r\nX-Slow: `);
        resolve();
      });
      socket.on('error', () => {}); // being refused is what is hoped for
      socket.once('close', () => {
        clearInterval(drip);
        if (open.delete(socket) && !isEnding) droppedByServer += 1;
        resolve();
      });
      socket.resume();
    });

  const run = async () => {
    for (let at = 0; at < clients; at += 50) {
      await Promise.all(Array.from({ length: Math.min(50, clients - at) }, openOne));
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, seconds * 1000 - (performance.now() - begun))));
  };
  const running = run();
  const looks = await lookDuring(running, look);
  await running;
  isEnding = true;
  for (const socket of open) socket.destroy();
  return { held, droppedByServer, looks, seconds: (performance.now() - begun) / 1000 };
}
