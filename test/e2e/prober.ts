import { request as plainRequest } from 'node:http';
import { NAME, type PublicServer, UPGRADE } from './public-server.ts';

/** The gateway's own port, which nobody but its own machine may ever reach. */
const GATEWAY_PORT = 18_789;
/** Below nginx's limit of 10 requests a second, with a verification beside it: 429 would hide what is behind. */
const EVERY_MS = 250;

/** nginx's refusals; a CA's folder, a redirect; 429 of whoever asked too often. No answer is one, too. */
const HARMLESS: Readonly<Record<number, readonly (number | string)[]>> = {
  443: ['none', 400, 401, 403, 429],
  80: ['none', 308, 429],
  [GATEWAY_PORT]: ['closed'],
};

export interface Seen {
  /** `443: 401` and how often, in the order in which they were first seen. */
  readonly counts: ReadonlyMap<string, number>;
  /** What nobody without an identity may ever see. */
  readonly harm: readonly string[];
}

/**
 * A stranger who asks for the gateway's WebSocket all the time, over HTTPS, over HTTP and at its own port, whatever happens to the
 * server meanwhile.
 */
export async function probeWhile(server: PublicServer, work: () => Promise<unknown>): Promise<Seen> {
  const counts = new Map<string, number>();
  const harm = new Set<string>();
  const note = (port: number, answer: number | string) => {
    const line = `${port}: ${answer}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
    if (!HARMLESS[port]?.includes(answer)) harm.add(line);
  };
  let isOver = false;
  const probing = (async () => {
    while (!isOver) {
      const pause = new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      if (!(await server.hasAddress())) {
        await pause;
        continue;
      }
      const [secure, plain, direct] = await Promise.all([
        server.ask('/', UPGRADE, { rejectUnauthorized: false, timeout: 1_500 }).catch(() => 'none'),
        askPlain(server.address),
        server.isOpen(GATEWAY_PORT),
      ]);
      note(443, secure);
      note(80, plain);
      note(GATEWAY_PORT, direct ? 'open' : 'closed');
      await pause;
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await probing;
  }
  return { counts, harm: [...harm] };
}

function askPlain(host: string): Promise<number | 'none'> {
  return new Promise((resolve) => {
    const headers = { host: NAME, ...UPGRADE };
    const sent = plainRequest({ host, port: 80, path: '/', agent: false, headers, timeout: 1_500 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.once('timeout', () => sent.destroy());
    sent.once('error', () => resolve('none'));
    sent.end();
  });
}
