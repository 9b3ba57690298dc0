import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { issueCertificate, type KeyedCertificate, makeAuthority } from '../../../lab/acme/certificate.ts';

const DAY_MS = 86_400_000;
const now = Date.now();
const validity = { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + DAY_MS) };

describe('certificates of the lab', () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  async function serve({ certificate, key }: KeyedCertificate): Promise<number> {
    server = createServer({ cert: certificate, key }, (_request, response) => response.end('hello')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** The body, or the code of the error. */
  const fetchFrom = (port: number, ca: string, host = '127.0.0.1') =>
    new Promise<string>((resolve) => {
      const request = get({
        host: '127.0.0.1',
        servername: host === '127.0.0.1' ? '' : host,
        port,
        ca,
        headers: { host },
      });
      request.on('response', (response) => response.setEncoding('utf8').once('data', resolve));
      request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });

  it('are believed by a client that trusts the authority, for addresses and names', async () => {
    const authority = await makeAuthority('A lab', validity);
    const port = await serve(await issueCertificate(authority, ['a.test', '127.0.0.1'], validity));
    expect(await fetchFrom(port, authority.certificate)).toBe('hello');
    expect(await fetchFrom(port, authority.certificate, 'a.test')).toBe('hello');
    expect(await fetchFrom(port, authority.certificate, 'b.test')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('are not believed by a client that trusts another of the same name', async () => {
    const authority = await makeAuthority('A lab', validity);
    const port = await serve(await issueCertificate(authority, ['127.0.0.1'], validity));
    const other = await makeAuthority('A lab', validity);
    expect(await fetchFrom(port, other.certificate)).toMatch(
      /^(CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)$/,
    );
  });

  it.each([
    { when: 'it has expired', days: [-9, -1], then: 'CERT_HAS_EXPIRED' },
    { when: 'its day has not come', days: [1, 9], then: 'CERT_NOT_YET_VALID' },
  ] as const)('are refused when $when', async ({ days: [from, to], then }) => {
    const authority = await makeAuthority('A lab', { ...validity, notBefore: new Date(now - 20 * DAY_MS) });
    const dates = { notBefore: new Date(now + from * DAY_MS), notAfter: new Date(now + to * DAY_MS) };
    const port = await serve(await issueCertificate(authority, ['127.0.0.1'], dates));
    expect(await fetchFrom(port, authority.certificate)).toBe(then);
  });

  it('may end after 2049', async () => {
    const authority = await makeAuthority('A lab', { ...validity, notAfter: new Date('2060-01-02T03:04:05Z') });
    const read = new X509Certificate(authority.certificate);
    expect(read.validTo).toBe('Jan  2 03:04:05 2060 GMT');
    expect(read.ca).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
  });
});
