import { createServer, type IncomingMessage, type Server } from 'node:http';

import type { MachineSpec } from '../driver.ts';
import { answerMetadata } from './document.ts';

/**
 * The metadata service. Who asks is known by the source address alone, as at Hetzner; the router lets no machine use
 * another's address.
 */
export function createMetadataServer(findByAddress: (ipv4: string) => Promise<MachineSpec | undefined>): Server {
  return createServer((request, response) => {
    answer(findByAddress, request).then(
      ({ status, headers, body }) => {
        const bytes = Buffer.from(body, 'utf8');
        response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes);
      },
      (error: Error) => response.writeHead(500, plain).end(`the lab broke: ${error.message}\n`),
    );
  });
}

const plain = { 'content-type': 'text/plain; charset=utf-8' } as const;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

async function answer(
  findByAddress: (ipv4: string) => Promise<MachineSpec | undefined>,
  { method, url, socket }: IncomingMessage,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, headers: { ...plain, allow: 'GET, HEAD' }, body: '' };
  const spec = await findByAddress((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
  const body = spec === undefined ? null : answerMetadata(spec, new URL(url ?? '/', 'http://metadata').pathname);
  return body === null ? { status: 404, headers: plain, body: 'not found\n' } : { status: 200, headers: plain, body };
}
