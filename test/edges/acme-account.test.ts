import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flattenedVerify, importJWK, type JWK } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, ensureAccount } from '../../edges/acme-account.ts';
import { openState, type State } from '../../edges/state-dir.ts';

const dir = mkdtempSync(join(tmpdir(), 'sclerite-acme-'));
let certificate: string;
let key: string;

/** A CA as RFC 8555 describes it, as far as accounts go: it checks signatures, nonces and addresses, and can be difficult. */
let server: Server;
let base: string;
let state: State;
let requests: string[];
let accounts: { key: string; contact: string[]; agreed: boolean }[];
let nonces: Set<string>;
let moods: { badNonces: number; problem?: { status: number; body: object; headers?: Record<string, string> } };

beforeAll(() => {
  const [keyFile, certificateFile] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=ca',
      ],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', keyFile, '-out', certificateFile],
    ],
    { stdio: 'ignore' },
  );
  key = readFileSync(keyFile, 'utf8');
  certificate = readFileSync(certificateFile, 'utf8');
});
afterAll(() => rmSync(dir, { recursive: true }));

beforeEach(async () => {
  requests = [];
  accounts = [];
  nonces = new Set();
  moods = { badNonces: 0 };
  state = openState(mkdtempSync(join(dir, 'state-')), 'demo');
  server = createServer({ key, cert: certificate }, async (request, response) => {
    const { method = '', url = '' } = request;
    requests.push(`${method} ${url}`);
    const nonce = `nonce${requests.length}`;
    nonces.add(nonce);
    const say = (status: number, body: object | undefined, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'replay-nonce': nonce, ...headers }).end(body && JSON.stringify(body));
    const problem = (status: number, type: string, detail: string) =>
      say(status, { type: `urn:ietf:params:acme:error:${type}`, detail });
    if (url === '/dir') {
      return say(200, {
        newNonce: `${base}/nonce`,
        newAccount: `${base}/new`,
        newOrder: `${base}/order`,
        meta: { termsOfService: 'https://ca.example/terms' },
      });
    }
    if (url === '/nonce') return say(200, undefined);
    let text = '';
    for await (const chunk of request) text += chunk;
    if (request.headers['content-type'] !== 'application/jose+json') return problem(415, 'malformed', 'no JOSE');
    const jws = JSON.parse(text);
    const header = JSON.parse(Buffer.from(jws.protected, 'base64url').toString());
    const number = Number(url.split('/').at(-1));
    const known = header.kid === undefined ? undefined : accounts[number];
    if (header.kid !== undefined && known === undefined) return problem(400, 'accountDoesNotExist', 'who?');
    const jwk = (known ? JSON.parse(known.key) : header.jwk) as JWK;
    if (jwk.d !== undefined) return problem(400, 'malformed', 'the private key was sent');
    const { payload } = await flattenedVerify(jws, await importJWK(jwk, 'ES256'));
    if (header.url !== `${base}${url}`) return problem(401, 'unauthorized', 'signed for another address');
    if (!nonces.delete(header.nonce) || moods.badNonces-- > 0) return problem(400, 'badNonce', 'not that one');
    if (moods.problem) return say(moods.problem.status, moods.problem.body, moods.problem.headers);
    const { contact = [], termsOfServiceAgreed } = JSON.parse(Buffer.from(payload).toString());
    if (known) {
      accounts[number] = { ...known, contact };
      return say(200, {});
    }
    if (termsOfServiceAgreed !== true) return problem(403, 'userActionRequired', 'agree first');
    const text2 = JSON.stringify(jwk);
    const found = accounts.findIndex((account) => account.key === text2);
    if (found === -1) accounts.push({ key: text2, contact, agreed: true });
    const at = found === -1 ? accounts.length - 1 : found;
    return say(found === -1 ? 201 : 200, {}, { location: `${base}/account/${at}` });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const authority = () => ({ directory: `${base}/dir`, directoryRoots: certificate });
const acmeError = (type: string, detail: string) => ({ type: `urn:ietf:params:acme:error:${type}`, detail });

describe('the account at the CA', () => {
  it('is registered once, kept with its key for its owner alone, and asked for no more', async () => {
    const { account, warnings } = await ensureAccount(state, authority(), 'ops@example.com');
    expect(account).toEqual({
      directory: `${base}/dir`,
      url: `${base}/account/0`,
      key: expect.objectContaining({ crv: 'P-256' }),
    });
    expect(warnings).toEqual([expect.stringContaining('https://ca.example/terms')]);
    expect(accounts).toEqual([{ key: expect.any(String), contact: ['mailto:ops@example.com'], agreed: true }]);
    expect(requests).toEqual(['GET /dir', 'HEAD /nonce', 'POST /new']);
    expect(await ensureAccount(state, authority(), 'ops@example.com')).toEqual({ account, warnings: [] });
    expect(accountOf(state, authority())).toEqual(account);
    expect(requests).toHaveLength(3);
    const [file] = execFileSync('find', [state.dir, '-name', '*.json', '-path', '*acme*'], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect((statSync(file ?? '').mode & 0o777).toString(8)).toBe('600');
  });

  it('survives refused nonces', async () => {
    moods.badNonces = 3;
    expect((await ensureAccount(state, authority(), undefined)).account?.url).toBe(`${base}/account/0`);
    expect(accounts[0]?.contact).toEqual([]);
  });

  it('gives up on a CA that never takes a nonce, after a bounded number of tries', async () => {
    moods.badNonces = 1000;
    const { account, warnings } = await ensureAccount(state, authority(), undefined);
    expect(account).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('badNonce')]);
    expect(requests.length).toBeLessThan(12);
  });

  it('gets its new e-mail, and stays the same account', async () => {
    const first = await ensureAccount(state, authority(), 'old@example.com');
    const second = await ensureAccount(state, authority(), 'new@example.com');
    expect(second.account).toEqual(first.account);
    expect(accounts.map(({ contact }) => contact)).toEqual([['mailto:new@example.com']]);
  });

  it('is registered again with the same key when the CA forgot it', async () => {
    const first = await ensureAccount(state, authority(), undefined);
    const forgotten = accounts.splice(0);
    const again = await ensureAccount(state, authority(), undefined, { again: true });
    expect(again.account?.key).toEqual(first.account?.key);
    expect(accounts).toEqual(forgotten);
    accounts.splice(0);
    expect((await ensureAccount(state, authority(), 'ops@example.com')).account?.url).toBe(`${base}/account/0`);
  });

  it('is asked for at a deploy: found as it was, or registered again when the CA forgot it', async () => {
    const first = await ensureAccount(state, authority(), undefined);
    expect(await ensureAccount(state, authority(), undefined, { isDeploy: true })).toEqual({ ...first, warnings: [] });
    expect(accounts).toHaveLength(1);
    // Another one took its number meanwhile, so that the new one has another address.
    accounts.splice(0, 1, { key: 'somebody else’s', contact: [], agreed: true });
    const { account, warnings } = await ensureAccount(state, authority(), undefined, { isDeploy: true });
    expect(account).toEqual({ ...first.account, url: `${base}/account/1` });
    expect(warnings).toEqual([expect.stringMatching(/did not know/)]);
    expect(accountOf(state, authority())).toEqual(account);
  });

  it('stays what it was, without a word, when the CA cannot be asked at a deploy', async () => {
    const first = await ensureAccount(state, authority(), undefined);
    moods.problem = { status: 500, body: {} };
    expect(await ensureAccount(state, authority(), undefined, { isDeploy: true })).toEqual({ ...first, warnings: [] });
  });

  it('is found again by its key when the answer was lost', async () => {
    moods.problem = { status: 500, body: {} };
    expect((await ensureAccount(state, authority(), undefined)).account).toBeUndefined();
    delete moods.problem;
    await ensureAccount(state, authority(), undefined);
    expect(accounts).toHaveLength(1);
  });

  it('is 64 with the CA’s words when it refuses the e-mail', async () => {
    moods.problem = { status: 400, body: acmeError('invalidContact', 'example.com is \u001b[31mforbidden') };
    await expect(ensureAccount(state, authority(), 'ops@example.com')).rejects.toMatchObject({
      code: 'E_ACME_CONTACT',
      exitCode: 64,
      message: expect.stringContaining('ops@example.com'),
      why: expect.stringMatching(/^invalidContact: example\.com is [\x20-\x7e]*forbidden$/),
    });
  });

  it('is a warning that says until when, while the CA limits', async () => {
    moods.problem = { status: 429, body: acmeError('rateLimited', 'too many'), headers: { 'retry-after': '3600' } };
    const { account, warnings } = await ensureAccount(state, authority(), undefined);
    expect(account).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/rateLimited: too many.*again in 3600 seconds/)]);
  });

  it.each([
    {
      when: 'nobody listens',
      ca: () => ({ directory: 'https://127.0.0.1:1/dir' }),
      says: /cannot be reached: |ECONNREFUSED/,
    },
    {
      when: 'its HTTPS is not trusted',
      ca: () => ({ directory: `${base}/dir` }),
      says: /cannot be reached.*self-signed/,
    },
    {
      when: 'there is no directory',
      ca: () => ({ ...authority(), directory: `${base}/nonce` }),
      says: /no ACME directory/,
    },
  ])('is a warning when $when, and the deploy goes on', async ({ ca, says }) => {
    const { account, warnings } = await ensureAccount(state, ca(), undefined);
    expect(account).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(says)]);
  });
});
