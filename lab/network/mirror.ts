import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import {
  createServer,
  Agent as HttpAgent,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Keeps what machines download, so that the second lab does not download it again: packages of Debian's archive, whose
 * plain-HTTP addresses the router redirects here without the machines' knowledge, and of the npm registry, which it stands
 * in for under an address of its own. Both are checked where they arrive (apt's signed lists, npm's lockfile).
 */
export interface MirrorSettings {
  readonly cacheDir: string;
  /** Where a request for this host is to be passed on: a base URL without a slash at the end. Null: nowhere. */
  readonly upstream: (host: string) => Promise<string | null>;
  /** The host's own `Acquire::http::Proxy`, when it needs one to reach the archive. */
  readonly proxy?: URL;
  readonly log: (line: string) => void;
}

/** Names that stand for one content for ever: a package with its version, an index named by its own hash. */
export function isImmutable(path: string): boolean {
  return /\.u?deb$/.test(path) || path.includes('/by-hash/') || /\/-\/[^/]+\.tgz$/.test(path);
}

/** A file per URL. The hash keeps names short and free of anything a path could mean. */
export function cacheFile(cacheDir: string, url: string): string {
  const digest = createHash('sha256').update(url).digest('hex');
  return join(cacheDir, digest.slice(0, 2), digest);
}

export function createMirror(settings: MirrorSettings): Server {
  return createServer((incoming, outgoing) => {
    serve(settings, incoming, outgoing).catch((error: Error) => {
      settings.log(`mirror: ${incoming.headers.host}${incoming.url}: ${error.message}`);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502, { 'content-type': 'text/plain' }).end(`the lab's mirror: ${error.message}\n`);
    });
  });
}

async function serve(settings: MirrorSettings, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { url: path = '/', method = 'GET' } = incoming;
  const base = await settings.upstream(incoming.headers.host ?? '');
  if (base === null || !path.startsWith('/')) {
    const refusal = "the lab's mirror serves the host's Debian archive and npm registry only\n";
    outgoing.writeHead(403, { 'content-type': 'text/plain' }).end(refusal);
    return;
  }
  const url = new URL(base + path);
  const keeps = method === 'GET' && isImmutable(url.pathname) && incoming.headers.range === undefined;
  const file = cacheFile(settings.cacheDir, url.href);
  if (keeps) {
    const known = await lookUp(file);
    if (known !== null) {
      outgoing.writeHead(200, {
        'content-length': known.size,
        'content-type': 'application/octet-stream',
        'last-modified': known.mtime.toUTCString(),
      });
      await pipeline(createReadStream(file), outgoing);
      return;
    }
  }
  const upstream = await fetchUpstream(settings, url, incoming);
  outgoing.writeHead(upstream.statusCode ?? 502, upstream.headers);
  const isPlain = upstream.statusCode === 200 && upstream.headers['content-encoding'] === undefined;
  if (keeps && isPlain) await passAndKeep(upstream, outgoing, file, settings.log);
  else await pipeline(upstream, outgoing);
}

async function lookUp(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };

function fetchUpstream(
  settings: MirrorSettings,
  url: URL,
  { method, headers }: IncomingMessage,
): Promise<IncomingMessage> {
  const proxy = url.protocol === 'http:' ? settings.proxy : undefined;
  const target = proxy ?? url;
  const isSecure = target.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const upstream = (isSecure ? httpsRequest : request)({
      host: target.hostname,
      port: target.port || (isSecure ? 443 : 80),
      agent: agents[isSecure ? 'https:' : 'http:'],
      method,
      path: proxy === undefined ? url.pathname + url.search : url.href,
      headers: { ...headers, host: url.host, connection: 'keep-alive' },
      timeout: 60_000,
    });
    upstream.on('response', resolve);
    upstream.on('timeout', () => upstream.destroy(new Error(`${url.host} did not answer for 60 s`)));
    upstream.on('error', reject);
    upstream.end();
  });
}

/**
 * The machine gets the bytes as they come; the copy becomes visible only when it is whole. A copy that cannot be written
 * (a full disk) costs the machine nothing.
 */
async function passAndKeep(
  upstream: IncomingMessage,
  outgoing: ServerResponse,
  file: string,
  log: (line: string) => void,
): Promise<void> {
  const expected = Number(upstream.headers['content-length'] ?? Number.NaN);
  const partial = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o755 });
  const copy = await open(partial, 'wx', 0o644);
  try {
    let written = 0;
    let failure: Error | undefined;
    const tee = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        if (failure === undefined) {
          try {
            await copy.writeFile(chunk);
            written += chunk.length;
          } catch (error) {
            failure = error as Error;
            log(`mirror: ${file} is not kept: ${failure.message}`);
          }
        }
        yield chunk;
      }
    };
    await pipeline(upstream, tee, outgoing);
    if (failure === undefined && (Number.isNaN(expected) || written === expected)) await rename(partial, file);
  } finally {
    await copy.close();
    await rm(partial, { force: true });
  }
}
