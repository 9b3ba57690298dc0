import type { Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { KitError } from '../policy/errors.ts';
import type { Progress } from './progress.ts';
import type { Session } from './ssh.ts';
import { sorryPage } from './tunnel-page.ts';

export interface TunnelOptions {
  readonly server: string;
  /** On the server's loopback. */
  readonly remotePort: number;
  /** Listening already. Closed with the tunnel, and only then: a lost connection does not cost it. */
  readonly listener: Server;
  /** One login; the tunnel itself repeats it. */
  readonly login: () => Promise<Session>;
  readonly progress: Progress;
  /** How long a local connection waits for a lost tunnel or a starting gateway, in milliseconds. @default 20000 */
  readonly patienceMs?: number;
  /** Between two tries, in milliseconds. @default 250, growing to 5000 */
  readonly pauseMs?: (tries: number) => number;
}

export interface Tunnel {
  /** Resolves after {@link Tunnel.close}. Rejects with what no waiting mends: another host key, a key that is refused. */
  readonly ended: Promise<void>;
  /** Ends everything that goes through it. May be called twice. */
  close(): Promise<void>;
}

/**
 * None of this is a matter of time, so it ends the tunnel. Everything else (a reboot, a ban, a laptop that slept, another
 * network) passes, or is mended elsewhere while the tunnel waits.
 */
const LASTING = new Set(['E_HOST_KEY_CHANGED', 'E_SSH_IDENTITY']);
/** A booting machine may refuse a key for a moment; but each refusal counts towards a ban. */
const KEY_REFUSALS = 3;
const KEY_REFUSED_PAUSE_MS = 3_000;
/** How often a gateway that is not there is asked for again. */
const GATEWAY_PAUSE_MS = 1_000;

/**
 * Logs in, then passes on every connection of the listener, until it is closed. Logs in again whenever the connection was
 * lost; what comes meanwhile waits.
 *
 * @throws what the first login throws, and E_FORWARD_FORBIDDEN: only a tunnel that stood once is worth waiting for
 */
export async function openTunnel(options: TunnelOptions): Promise<Tunnel> {
  const { server, remotePort, listener, progress, patienceMs = 20_000, pauseMs = pauseAfter } = options;
  const ending = new AbortController();
  const sockets = new Set<Socket>();
  let serveNew = (_: Socket) => {}; // Before the first login, what comes waits in the set.
  listener.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // A browser that hangs up is no news.
    serveNew(socket);
  });
  let session: Session;
  let waiting: PromiseWithResolvers<void> | undefined;
  let isAwaiting = false;
  let gateway = 'unknown' as 'unknown' | 'there' | 'gone'; // not narrowed: others change it
  const pause = (ms: number) => sleep(ms, undefined, { signal: ending.signal }).catch(() => {});

  try {
    session = await options.login();
    await tryGateway().catch(async (error) => {
      await session.close();
      throw error;
    });
  } catch (error) {
    for (const socket of sockets) socket.destroy();
    throw error;
  }
  const ended = keepLoggedIn().finally(async () => {
    ending.abort();
    waiting?.resolve();
    listener.close();
    for (const socket of sockets) socket.destroy();
    await session.close();
  });
  ended.catch(() => {}); // Reported where it is awaited.
  serveNew = (socket) => void serve(socket);
  for (const socket of sockets) serveNew(socket);
  if (gateway === 'gone') void awaitGateway();

  async function keepLoggedIn(): Promise<void> {
    while (!ending.signal.aborted) {
      const why = await Promise.race([session.closed, aborted(ending.signal)]);
      if (ending.signal.aborted) return;
      waiting = Promise.withResolvers<void>();
      progress.warn(`connection lost${why ? ` (${why.message})` : ''}; the address stays, what comes waits`);
      progress.step('logging in again');
      const begun = performance.now();
      await loginAgain();
      if (ending.signal.aborted) return;
      progress.step(`connected again after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
      waiting.resolve();
      waiting = undefined;
      gateway = 'unknown';
      void awaitGateway();
    }
  }

  async function loginAgain(): Promise<void> {
    let refusals = 0;
    for (let tries = 1; !ending.signal.aborted; tries += 1) {
      try {
        const login = options.login();
        const made = await Promise.race([login, aborted(ending.signal)]);
        if (made) session = made;
        // Whoever closes does not wait for a login; what comes of it is of no use.
        else
          login.then(
            (late) => late.close(),
            () => {},
          );
        return;
      } catch (error) {
        if (!(error instanceof KitError) || LASTING.has(error.code)) throw error;
        if (error.code === 'E_SSH_KEY_REFUSED') refusals += 1;
        if (refusals >= KEY_REFUSALS) throw error;
        progress.detail(`try ${tries}: ${error.message}`);
        await pause(error.code === 'E_SSH_KEY_REFUSED' ? KEY_REFUSED_PAUSE_MS : pauseMs(tries));
      }
    }
  }

  async function serve(local: Socket): Promise<void> {
    let remote: Duplex;
    try {
      remote = await reach(patienceMs);
    } catch (error) {
      if (error instanceof KitError && error.code === 'E_FORWARD_REFUSED') void awaitGateway();
      // Whoever asks is a browser or an HTTP client: a page tells more than a reset.
      local.resume(); // Its request is read by nobody, and an end behind it would never be seen.
      local.end(sorryPage(server, error));
      return;
    }
    if (local.destroyed) return void remote.destroy();
    join(local, remote);
  }

  /** A connection to the gateway, waiting for the tunnel and for the gateway as long as the patience lasts. */
  async function reach(patience: number): Promise<Duplex> {
    const deadline = performance.now() + patience;
    for (;;) {
      if (waiting) await Promise.race([waiting.promise, pause(Math.max(0, deadline - performance.now()))]);
      try {
        return await session.forward(remotePort);
      } catch (error) {
        const passes = error instanceof KitError && ['E_SSH_LOST', 'E_FORWARD_REFUSED'].includes(error.code);
        const left = deadline - performance.now();
        if (!passes || left <= 0 || ending.signal.aborted) throw error;
        await pause(Math.min(left, 300));
      }
    }
  }

  /** @throws E_FORWARD_FORBIDDEN, E_SSH_LOST */
  async function tryGateway(): Promise<void> {
    try {
      (await session.forward(remotePort)).destroy();
    } catch (error) {
      if (!(error instanceof KitError) || error.code !== 'E_FORWARD_REFUSED') throw error;
      if (gateway !== 'gone') progress.warn(`the gateway does not run, the tunnel stays open; ${error.next}`);
      gateway = 'gone';
      return;
    }
    if (gateway === 'gone') progress.step('the gateway answers');
    gateway = 'there';
  }

  /** Says when a gateway that is gone is there again. One at a time. */
  async function awaitGateway(): Promise<void> {
    if (isAwaiting) return;
    isAwaiting = true;
    try {
      do {
        await tryGateway();
        if (gateway === 'gone') await pause(GATEWAY_PAUSE_MS);
      } while (gateway === 'gone' && !ending.signal.aborted && waiting === undefined);
    } catch {
      // A lost connection is told, and mended, where it was noticed; a port that was forbidden meanwhile, by whoever comes.
    } finally {
      isAwaiting = false;
    }
  }

  return {
    ended,
    async close() {
      ending.abort();
      await ended.catch(() => {});
    },
  };
}

/** Both ways, each with its own end; an error on one side ends both. */
function join(local: Socket, remote: Duplex): void {
  remote.on('error', () => local.destroy());
  remote.once('close', () => local.destroySoon()); // A slow client still gets what was said before the end.
  local.once('close', () => remote.destroy());
  local.pipe(remote).pipe(local);
}

const pauseAfter = (tries: number) => Math.min(5_000, 250 * tries);

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
