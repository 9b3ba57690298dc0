/** Puts the API on a TCP port. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Api, json, type WireReply } from './api.ts';
import { ApiError } from './errors.ts';

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** What HCLOUD_ENDPOINT takes. */
  readonly endpoint: string;
  /** Ends idle connections at once, and requests under way after a grace period. */
  close(): Promise<void>;
}

/** One line per answered request. */
export type RequestLog = (line: string) => void;

/** user_data is 32 KiB at most; anything far beyond a whole server's request is a mistake. */
const largestBody = 1024 * 1024;
const longestGoodbyeMs = 3000;

/** @param port 0 takes a free one */
export async function listen(
  api: Api,
  at: { host: string; port: number },
  log: RequestLog = () => {},
): Promise<Listening> {
  const server = createServer((request, response) => {
    const begun = performance.now();
    answer(api, request, response).then(
      (status) => log(`${request.method} ${request.url} ${status} ${(performance.now() - begun).toFixed(1)} ms`),
      (error: unknown) => {
        log(`${request.method} ${request.url} failed: ${(error as Error).message}`);
        response.destroy();
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  const { address, port } = server.address() as AddressInfo;
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    host: address,
    port,
    endpoint: `http://${host}:${port}/v1`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), longestGoodbyeMs).unref();
      }),
  };
}

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<string> {
  const body = await readBody(request);
  const reply: WireReply =
    body === undefined
      ? json(413, new ApiError(413, 'json_error', `the body is larger than ${largestBody} bytes`).body)
      : await api.handle({
          method: request.method ?? 'GET',
          target: request.url ?? '/',
          authorization: request.headers.authorization,
          body,
          callerAddress: plainAddress(request.socket.remoteAddress ?? ''),
        });
  if (reply.isCut === true) {
    request.socket.destroy();
    return 'cut';
  }
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
  response.end(reply.body);
  return String(reply.status);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) return '';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An IPv4 caller of a dual-stack socket shows up as `::ffff:192.0.2.1`. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');
