import { connect, type Socket } from 'node:net';
import { type LookFunction, lookDuring, type Under } from './load.ts';

const BATCH = 250;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Opens so many TCP connections to a port and sends nothing over them, for so long; each that the server closes is opened anew,
 * so the number stays up. Bounded: at most `connections` stand, and all are gone when it returns.
 */
export async function flood(
  { address, port, connections, seconds }: { address: string; port: number; connections: number; seconds: number },
  look: LookFunction,
): Promise<Under> {
  const begun = performance.now();
  const open = new Set<Socket>();
  let held = 0;
  let droppedByServer = 0;
  let isEnding = false;

  const openOne = () =>
    new Promise<void>((resolve) => {
      const socket = connect({ host: address, port });
      const timer = setTimeout(() => socket.destroy(), CONNECT_TIMEOUT_MS);
      socket.once('connect', () => {
        clearTimeout(timer);
        open.add(socket);
        held = Math.max(held, open.size);
        resolve();
      });
      socket.on('error', () => {}); // a refusal is counted by its absence
      socket.once('close', () => {
        clearTimeout(timer);
        if (open.delete(socket) && !isEnding) droppedByServer += 1;
        resolve();
      });
      socket.resume();
    });

  const run = async () => {
    while (performance.now() - begun < seconds * 1000) {
      const missing = connections - open.size;
      if (missing > 0) await Promise.all(Array.from({ length: Math.min(BATCH, missing) }, openOne));
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const running = run();
  const looks = await lookDuring(running, look);
  await running;
  isEnding = true;
  for (const socket of open) socket.destroy();
  return { held, droppedByServer, looks, seconds: (performance.now() - begun) / 1000 };
}
