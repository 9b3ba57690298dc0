import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import type { Server, Socket } from 'node:net';

import { KitError } from '../../policy/errors.ts';
import { type AuthorityFault, hits, readControl } from './control.ts';

export interface FrontOptions {
  /** Listens where machines and operators find the CA. */
  readonly listener: Server;
  /** PEM, for both sides: the front shows it, and Pebble behind it has the same. */
  readonly certificate: string;
  readonly key: string;
  readonly roots: string;
  /** Pebble. */
  readonly upstream: { readonly host: string; readonly port: number };
  readonly controlFile: string;
  readonly log: (line: string) => void;
}

/** A connection that a `silent` CA has taken is let go after that time: clients give up earlier. */
const SILENCE_SECONDS = 300;
/** Hop by hop (RFC 9110, 7.6.1): they concern one connection, not the message. */
const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'proxy-connection'];

/**
 * Stands before Pebble and passes requests on, so that Pebble can be reached from where it must not listen itself, and so
 * that a CA can be rehearsed that is down or refuses: Pebble has no rate limits, no list of forbidden e-mail domains, and
 * forgets everything when it is stopped.
 */
export function createFront(options: FrontOptions): { close(): void } {
  const { listener, certificate: cert, key, roots: ca, upstream, controlFile, log } = options;
  const open = new Set<Socket>();
  // Without an empty server name, Node would hold Pebble's certificate against whatever Host the client sent.
  const pebble = { ...upstream, ca, servername: '', agent: false } as const;

  const faultNow = (): AuthorityFault | undefined => readControl(controlFile).fault;

  const inner = createServer({ cert, key }, (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: Error) => {
      const detail = error instanceof KitError ? `${error.message} ${error.why}` : error.message;
      log(`ca: ${incoming.method} ${incoming.url}: ${detail}`);
      if (outgoing.headersSent) outgoing.destroy();
      else problem(outgoing, { status: 500, type: 'serverInternal', detail });
    });
  });
  inner.on('tlsClientError', (error) => log(`ca: a client ended the handshake: ${error.message}`));

  listener.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    let fault: AuthorityFault | undefined;
    try {
      fault = faultNow();
    } catch {
      // A file that cannot be read: each request is answered, and logged, with the reason.
    }
    if (fault === undefined || !('connections' in fault)) inner.emit('connection', socket);
    else apply(fault.connections, socket);
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = incoming;
    const fault = faultNow();
    if (fault !== undefined && hits(fault, method, url)) {
      if ('connections' in fault) return apply(fault.connections, incoming.socket);
      incoming.resume();
      log(`ca: ${method} ${url}: refused as told, ${fault.type}`);
      return problem(outgoing, fault, await freshNonce());
    }
    await passOn(incoming, outgoing);
  }

  async function passOn(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const headers = { ...incoming.headers };
    for (const name of hopByHop) delete headers[name];
    const asked = request({ ...pebble, method: incoming.method, path: incoming.url, headers });
    incoming.pipe(asked);
    let reply: IncomingMessage;
    try {
      [reply] = (await once(asked, 'response')) as [IncomingMessage];
    } catch (error) {
      log(`ca: Pebble does not answer: ${(error as Error).message}`);
      const detail = 'The CA is starting.';
      return problem(outgoing, { status: 503, type: 'serverInternal', detail, retryAfterSeconds: 1 });
    }
    const given = { ...reply.headers };
    for (const name of hopByHop) delete given[name];
    outgoing.writeHead(reply.statusCode ?? 502, given);
    reply.on('error', () => outgoing.destroy());
    reply.pipe(outgoing);
  }

  /** Refusals bring a nonce as well (RFC 8555, 6.5), for whoever tries again. Undefined while Pebble is down. */
  async function freshNonce(): Promise<string | undefined> {
    const asked = request({ ...pebble, method: 'HEAD', path: '/nonce-plz' });
    asked.end();
    try {
      const [reply] = (await once(asked, 'response')) as [IncomingMessage];
      reply.resume();
      return reply.headers['replay-nonce'] as string | undefined;
    } catch (error) {
      log(`ca: no nonce from Pebble: ${(error as Error).message}`);
      return undefined;
    }
  }

  return {
    close() {
      listener.close();
      for (const socket of open) socket.destroy();
      inner.close();
    },
  };
}

function apply(kind: 'reset' | 'silent', socket: Socket): void {
  if (kind === 'reset') socket.resetAndDestroy();
  else setTimeout(() => socket.destroy(), SILENCE_SECONDS * 1000).unref();
}

interface Problem {
  readonly status: number;
  readonly type: string;
  readonly detail: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** RFC 8555, 6.7. */
function problem(
  outgoing: ServerResponse,
  { status, type, detail, retryAfterSeconds }: Problem,
  nonce?: string | undefined,
): void {
  outgoing.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(nonce === undefined ? {} : { 'replay-nonce': nonce }),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  });
  outgoing.end(JSON.stringify({ type: `urn:ietf:params:acme:error:${type}`, detail, status }));
}
