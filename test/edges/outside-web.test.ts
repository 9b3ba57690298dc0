import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createSecureContext, type TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lookFromTheWeb, type WebTarget } from '../../edges/outside-web.ts';
import { Secret } from '../../edges/secret.ts';
import { stranger } from '../../edges/stranger.ts';
import { facts } from '../../facts/index.ts';
import type { OutsideWeb } from '../../facts/outside-web.ts';
import { issueCertificate, type KeyedCertificate, makeAuthority } from '../../lab/acme/certificate.ts';
import { declaredMtls, declaredTls, NAME } from '../controls/_exposed.ts';

const DAY = 86_400_000;
const PASSWORD = 'quite-a-password';
const lifetime = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + DAY) };

let authority: KeyedCertificate;
let own: KeyedCertificate;
let device: KeyedCertificate;
beforeAll(async () => {
  authority = await makeAuthority('Test root', lifetime);
  own = await issueCertificate(authority, [NAME], lifetime);
  device = await issueCertificate(authority, ['phone'], lifetime);
});

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) (server as ReturnType<typeof createPlainServer>).closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function listening(server: Server): Promise<number> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A site that knows its name and one password. */
async function site(options: ServerOptions = {}, onRequest?: (request: IncomingMessage) => number) {
  const seen: IncomingMessage[] = [];
  const expected = `Basic ${Buffer.from(`openclaw:${PASSWORD}`).toString('base64')}`;
  const judge = onRequest ?? ((request: IncomingMessage) => (request.headers.authorization === expected ? 404 : 401));
  const listener: RequestListener = (request, response) => {
    seen.push(request);
    response.writeHead(judge(request), { server: 'nginx', 'set-cookie': 'sclerite=secret' }).end('page');
  };
  const context = createSecureContext({ cert: own.certificate + authority.certificate, key: own.key });
  const secure = createSecureServer(
    {
      cert: own.certificate + authority.certificate,
      key: own.key,
      minVersion: 'TLSv1.2',
      SNICallback: (name, answer) => (name === NAME ? answer(null, context) : answer(new Error('unknown'))),
      ...options,
    },
    listener,
  );
  secure.on('upgrade', (request: IncomingMessage, socket) => {
    seen.push(request);
    const status = judge(request);
    socket.end(
      status === 404
        ? 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'
        : `HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`,
    );
  });
  secure.on('tlsClientError', () => {}); // most of what is offered here is refused
  const plain = createPlainServer((request, response) => {
    if (request.headers.host !== NAME) request.destroy();
    else response.writeHead(308, { location: `https://${NAME}/` }).end();
  });
  return { seen, ports: { plain: await listening(plain), secure: await listening(secure) } };
}

async function look(target: Partial<WebTarget>): Promise<OutsideWeb> {
  const exposure = { ...(declaredTls.exposure as WebTarget['exposure']) };
  exposure.authority = { ...exposure.authority, roots: authority.certificate };
  return facts.outsideWeb.parse(
    await lookFromTheWeb({ address: '127.0.0.1', exposure, user: 'openclaw', ...target } as WebTarget),
  );
}

describe('lookFromTheWeb', () => {
  it('tells what is spoken, who signed, and in which order the chain comes', async () => {
    const { ports } = await site();
    const { hellos, handshake, chain } = await look({ ports });
    expect(handshake?.protocol).toBe('TLSv1.3');
    expect(handshake?.distrust).toBeUndefined();
    expect([handshake?.certificate, ...chain].map((text) => text?.replace(/\s/g, ''))).toEqual(
      [own.certificate, own.certificate, authority.certificate].map((text) => text.replace(/\s/g, '')),
    );
    expect(Object.values(hellos).map(({ offered, answer }) => `${offered}: ${answer}`)).toEqual([
      'TLS 1.0: refused',
      'TLS 1.1: refused',
      'TLS 1.2: accepted',
      'TLS 1.3: accepted',
      expect.stringContaining('old ciphers over TLS 1.2: '),
      'an unknown name: refused',
      expect.stringContaining('no name: '),
    ]);
    expect(hellos.tls10.detail).toBe('alert protocol_version');
    expect(hellos.tls12.detail).toMatch(/^TLS 1\.2 TLS_ECDHE_ECDSA_WITH_/);
  });

  it('names the old cipher that is taken', async () => {
    const { ports } = await site({ ciphers: 'ECDHE-ECDSA-AES128-SHA', maxVersion: 'TLSv1.2' });
    const { hellos } = await look({ ports });
    expect(hellos.oldCiphers).toMatchObject({
      answer: 'accepted',
      detail: 'TLS 1.2 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
    });
    expect(hellos.tls13.answer).toBe('refused');
  });

  it('says why a certificate is not trusted, and asks on', async () => {
    const other = await makeAuthority('Another root', lifetime);
    const exposure = declaredTls.exposure as WebTarget['exposure'];
    const distrusting = { ...exposure, authority: { ...exposure.authority, roots: other.certificate } };
    const { ports } = await site();
    const { handshake, anonymous } = await look({ ports, exposure: distrusting });
    expect(handshake?.distrust).toBe('SELF_SIGNED_CERT_IN_CHAIN');
    expect(anonymous).toMatchObject({ status: 401 });
  });

  it('shows the password where it belongs, lies about its address, and keeps neither password nor cookie', async () => {
    const { ports, seen } = await site();
    const web = await look({ ports, password: new Secret(PASSWORD) });
    expect(web.anonymous).toMatchObject({ status: 401, headers: { server: 'nginx' } });
    expect(web.anonymousSocket).toMatchObject({ status: 401 });
    expect(web.known?.socket).toMatchObject({ status: 101 });
    expect(web.known?.forbidden.map((answer) => 'status' in answer && answer.status)).toEqual([404, 404, 404, 404]);
    const let_in = seen.find(({ headers }) => headers.upgrade && headers.authorization);
    expect(let_in?.headers).toMatchObject({ 'x-forwarded-for': '192.0.2.66', host: NAME });
    expect(seen.filter(({ headers }) => headers.authorization === undefined)).toHaveLength(2);
    expect(JSON.stringify(web)).not.toMatch(/quite-a-password|b3BlbmNsYXc6|sclerite=/);
  });

  it('follows no password where it has none', async () => {
    const { ports } = await site();
    expect((await look({ ports })).known).toBeUndefined();
  });

  it('shows a device, a stranger and a revoked device to a server that asks for one', async () => {
    const revoked = await issueCertificate(authority, ['lost'], lifetime);
    const { ports } = await site(
      { requestCert: true, rejectUnauthorized: false, ca: authority.certificate },
      (request) => {
        const { subject } = (request.socket as TLSSocket).getPeerCertificate();
        return subject?.CN === 'phone' ? 404 : 400;
      },
    );
    const exposure = declaredMtls.exposure as WebTarget['exposure'];
    const web = await look({
      ports,
      exposure: { ...exposure, authority: { ...exposure.authority, roots: authority.certificate } },
      device: { cert: device.certificate, key: device.key },
      revokedDevice: { cert: revoked.certificate, key: revoked.key },
    });
    expect(web.known?.socket).toMatchObject({ status: 101 });
    for (const answer of [web.anonymous, web.anonymousSocket, web.stranger, web.revoked])
      expect(answer).toMatchObject({ status: 400 });
    expect(JSON.stringify(web)).not.toContain('PRIVATE KEY');
    expect(stranger.cert).toContain('BEGIN CERTIFICATE');
  });

  it('tells port 80 apart by the name that is asked for', async () => {
    const { ports } = await site();
    const { plain, plainUnknownName } = await look({ ports });
    expect(plain).toMatchObject({ status: 308, headers: { location: `https://${NAME}/` } });
    expect(plainUnknownName).toHaveProperty('because');
  });

  it('takes closed ports for an answer', async () => {
    const { ports } = await site();
    for (const server of open.splice(0)) server.close();
    const web = await look({ ports });
    expect(web.handshake).toBeUndefined();
    expect(web.because).toMatch(/ECONNREFUSED/);
    expect(web.hellos.tls13).toMatchObject({ answer: 'refused', detail: expect.stringContaining('ECONNREFUSED') });
  });
});
