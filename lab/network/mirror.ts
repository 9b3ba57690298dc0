import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Keeps what machines download from Debian's archive, so that the second lab does not download it again. Machines know
 * nothing of it: the router redirects their plain-HTTP requests to the archive's addresses here. What apt gets is checked
 * by apt (signed lists, hashes), here as elsewhere.
 */
export interface MirrorSettings {
  readonly cacheDir: string;
  /** Archive hosts that requests are passed on to; anything else is refused. */
  readonly hosts: ReadonlySet<string>;
  /** The host's own `Acquire::http::Proxy`, when it needs one to reach the archive. */
  readonly proxy?: URL;
  readonly log: (line: string) => void;
}

/** Names that stand for one content for ever: a package with its version, an index named by its own hash. */
export function isImmutable(path: string): boolean {
  return /\.u?deb$/.test(path) || path.includes('/by-hash/');
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
  const { host = '' } = incoming.headers;
  const { url: path = '/', method = 'GET' } = incoming;
  if (!settings.hosts.has(host)) {
    outgoing
      .writeHead(403, { 'content-type': 'text/plain' })
      .end("the lab's mirror serves the host's Debian archive only\n");
    return;
  }
  const url = `http://${host}${path}`;
  const keeps = method === 'GET' && isImmutable(path) && incoming.headers.range === undefined;
  const file = cacheFile(settings.cacheDir, url);
  if (keeps) {
    const known = await stat(file).catch(() => null); // not there: fetched below
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
  if (keeps && upstream.statusCode === 200) await passAndKeep(upstream, outgoing, file, settings.log);
  else await pipeline(upstream, outgoing);
}

function fetchUpstream(
  { proxy }: MirrorSettings,
  url: string,
  { method, headers }: IncomingMessage,
): Promise<IncomingMessage> {
  const target = proxy ?? new URL(url);
  return new Promise((resolve, reject) => {
    const upstream = request({
      host: target.hostname,
      port: target.port || 80,
      method,
      path: proxy === undefined ? new URL(url).pathname + new URL(url).search : url,
      headers,
      timeout: 60_000,
    });
    upstream.on('response', resolve);
    upstream.on('timeout', () => upstream.destroy(new Error('the archive did not answer for 60 s')));
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
