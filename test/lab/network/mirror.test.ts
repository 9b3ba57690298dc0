import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createMirror, isImmutable } from '../../../lab/network/mirror.ts';

it.each([
  { path: '/debian/pool/main/n/nftables/nftables_1.1.3-1_amd64.deb', keeps: true },
  { path: '/debian/dists/trixie/main/binary-amd64/by-hash/SHA256/0123', keeps: true },
  { path: '/@scope/name/-/name-1.2.3.tgz', keeps: true },
  { path: '/@scope%2fname', keeps: false },
  { path: '/debian/dists/trixie/InRelease', keeps: false },
  { path: '/debian/dists/trixie/main/binary-amd64/Packages.xz', keeps: false },
])('$path is kept: $keeps', ({ path, keeps }) => expect(isImmutable(path)).toBe(keeps));

describe('the mirror', () => {
  let cacheDir: string;
  let archive: Server;
  let mirror: Server;
  let asked: string[];
  let log: string[];
  let host: string;

  const portOf = (server: Server) => (server.address() as AddressInfo).port;
  const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  /** As a redirected machine asks: the connection leads here, the Host header still names the archive. */
  function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: portOf(mirror), path, headers: { host, ...headers } };
      request(options, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      })
        .on('error', reject)
        .end();
    });
  }

  const kept = async () =>
    (await readdir(cacheDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

  beforeEach(async () => {
    cacheDir = await mkdtemp(join(tmpdir(), 'lab-mirror-'));
    asked = [];
    log = [];
    archive = createServer((incoming, outgoing) => {
      asked.push(`${incoming.method} ${incoming.url}`);
      if (incoming.url?.includes('missing')) outgoing.writeHead(404).end('no such package');
      else if (incoming.url?.includes('cut')) {
        outgoing.writeHead(200, { 'content-length': 100 });
        outgoing.write('half', () => outgoing.destroy());
      } else outgoing.writeHead(200).end(`content of ${incoming.url}`);
    });
    await listen(archive);
    host = `127.0.0.1:${portOf(archive)}`;
    const upstream = async (name: string) => (name === host ? `http://${host}` : null);
    mirror = createMirror({ cacheDir, log: (line) => log.push(line), upstream });
    await listen(mirror);
  });

  afterEach(async () => {
    mirror.close();
    archive.close();
    await rm(cacheDir, { recursive: true });
  });

  it('asks the archive once for a package', async () => {
    const first = await get('/pool/a.deb');
    expect(await get('/pool/a.deb')).toEqual(first);
    expect(first).toEqual({ status: 200, body: 'content of /pool/a.deb' });
    expect(asked).toEqual(['GET /pool/a.deb']);
  });

  it('asks again for a list, which may have changed', async () => {
    await get('/dists/InRelease');
    await get('/dists/InRelease');
    expect(asked).toHaveLength(2);
  });

  it('keeps nothing of an answer that is not 200', async () => {
    expect((await get('/pool/missing.deb')).status).toBe(404);
    expect(await kept()).toBe(0);
  });

  it('keeps nothing of an answer that was cut off', async () => {
    await expect(get('/pool/cut.deb')).rejects.toThrow();
    await expect.poll(() => log.length).toBe(1);
    expect(await kept()).toBe(0);
  });

  it('serves no other host', async () => {
    expect((await get('/pool/a.deb', { host: 'elsewhere.example' })).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('answers 502 with the reason when the archive is out of reach', async () => {
    archive.close();
    const answer = await get('/pool/b.deb');
    expect(answer.status).toBe(502);
    expect(answer.body).toContain('ECONNREFUSED');
  });
});
