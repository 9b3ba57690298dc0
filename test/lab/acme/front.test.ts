import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer as createHttps, request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { issueCertificate, type KeyedCertificate, makeAuthority } from '../../../lab/acme/certificate.ts';
import { createFront } from '../../../lab/acme/front.ts';

const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 3_600_000) };

/** Before something that only looks like Pebble: what it hears and says is what matters here. */
describe('the front of the CA', () => {
  const dir = mkdtempSync(join(tmpdir(), 'lab-front-'));
  const controlFile = join(dir, 'control.json');
  const listener = createServer();
  const heard: { method: string | undefined; url: string | undefined; host: string | undefined; body: string }[] = [];
  const logged: string[] = [];
  let authority: KeyedCertificate;
  let upstream: ReturnType<typeof createHttps>;
  let front: { close(): void };
  let port: number;

  beforeAll(async () => {
    authority = await makeAuthority('trial', validity);
    const { certificate, key } = await issueCertificate(authority, ['127.0.0.1'], validity);
    upstream = createHttps({ cert: certificate, key }, async (incoming, outgoing) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      heard.push({ method: incoming.method, url: incoming.url, host: incoming.headers.host, body });
      outgoing.writeHead(201, { 'replay-nonce': 'fresh', location: 'there' }).end('said');
    }).listen(0, '127.0.0.1');
    listener.listen(0, '127.0.0.1');
    await Promise.all([once(upstream, 'listening'), once(listener, 'listening')]);
    port = (listener.address() as AddressInfo).port;
    front = createFront({
      ...{ listener, certificate, key, controlFile, roots: authority.certificate, log: (line) => logged.push(line) },
      upstream: { host: '127.0.0.1', port: (upstream.address() as AddressInfo).port },
    });
  });
  afterEach(() => rmSync(controlFile, { force: true }));
  afterAll(() => {
    front.close();
    upstream.close();
    rmSync(dir, { recursive: true });
  });

  async function ask(method: string, path: string, body = '') {
    const asked = request({
      ...{ host: '127.0.0.1', port, method, path, ca: authority.certificate, agent: false, timeout: 500 },
      ...{ servername: '' },
      headers: { host: 'ca.test' },
    });
    asked.on('timeout', () => asked.destroy(new Error('silence')));
    asked.end(body);
    const [reply] = await once(asked, 'response');
    let text = '';
    for await (const chunk of reply) text += chunk;
    return { status: reply.statusCode as number, headers: reply.headers as IncomingHttpHeaders, text };
  }

  const control = (value: object) => writeFileSync(controlFile, JSON.stringify(value));

  it('passes everything on, with the name that was asked for: URLs are made from it', async () => {
    const { status, headers, text } = await ask('POST', '/order-plz', '{"a":1}');
    expect({ status, text, nonce: headers['replay-nonce'], location: headers.location }).toEqual({
      ...{ status: 201, text: 'said', nonce: 'fresh', location: 'there' },
    });
    expect(heard.at(-1)).toEqual({ method: 'POST', url: '/order-plz', host: 'ca.test', body: '{"a":1}' });
  });

  it('refuses as it is told, in the words of RFC 8555 and with a nonce, and only there', async () => {
    const detail = 'enough of you';
    control({ fault: { at: 'newOrder', status: 429, type: 'rateLimited', detail, retryAfterSeconds: 60 } });
    const { status, headers, text } = await ask('POST', '/order-plz');
    expect(status).toBe(429);
    expect(headers).toMatchObject({ 'replay-nonce': 'fresh', 'retry-after': '60' });
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(text)).toEqual({ type: 'urn:ietf:params:acme:error:rateLimited', detail, status: 429 });
    expect((await ask('GET', '/dir')).status).toBe(201);
  });

  it('is down, or silent, until it is told otherwise', async () => {
    control({ fault: { connections: 'reset' } });
    await expect(ask('GET', '/dir')).rejects.toMatchObject({ code: 'ECONNRESET' });
    control({ fault: { connections: 'silent' } });
    await expect(ask('GET', '/dir')).rejects.toThrow('silence');
    rmSync(controlFile);
    expect((await ask('GET', '/dir')).status).toBe(201);
  });

  it('says what is wrong with the file it was told by, and does nothing else', async () => {
    control({ fault: { connection: 'reset' } });
    const { status, text } = await ask('GET', '/dir');
    expect(status).toBe(500);
    expect(text).toContain(controlFile);
    expect(text).toContain('at fault');
  });

  it('says that the CA is starting while nothing stands behind it', async () => {
    upstream.close();
    upstream.closeAllConnections();
    const { status, headers, text } = await ask('GET', '/dir');
    expect({ status, after: headers['retry-after'] }).toEqual({ status: 503, after: '1' });
    expect(text).toContain('serverInternal');
  });
});
