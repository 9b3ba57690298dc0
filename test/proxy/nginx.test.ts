import { describe, expect, it } from 'vitest';
import { clientKeys, nginxConf, passedHeaders, siteConf } from '../../proxy/nginx.ts';
import { input } from './_input.ts';

const kinds = (['tls', 'mtls'] as const).flatMap((kind) => [false, true].map((ui) => ({ kind, ui })));

/** The text of each `location … { … }` of a site, by what stands before the brace. */
function locations(site: string): Readonly<Record<string, string>> {
  const found = [...site.matchAll(/^ {4}location (.+?) \{\n([\s\S]*?)^ {4}\}/gm)];
  return Object.fromEntries(found.map(([, name, body]) => [name, body ?? '']));
}

describe.each(kinds)('$kind, page $ui', ({ kind, ui }) => {
  const site = siteConf(input(kind, {}, ui));
  const main = nginxConf(input(kind, {}, ui));

  it('is what was reviewed', async () => {
    await expect(main).toMatchFileSnapshot('./golden/nginx.conf');
    await expect(site).toMatchFileSnapshot(`./golden/site-${kind}${ui ? '-page' : ''}.conf`);
  });

  it('has no way to the gateway without the site', () => expect(main).not.toMatch(/proxy_pass|18789/));

  it('asks who is there on the server itself, and nowhere takes it back but for the pages of refusals', () => {
    const server = site.slice(site.indexOf('\nserver {'));
    const own = server.replace(/^ {4}location [\s\S]*?^ {4}\}/gm, '');
    if (kind === 'tls') expect(own).toMatch(/auth_basic ("OpenClaw"|\$identity_realm);\n {4}auth_basic_user_file /);
    else expect(own).toMatch(/ssl_crl .*;\n {4}ssl_verify_client on;/);
    const open = Object.entries(locations(site)).filter(([, body]) => /auth_basic off|ssl_verify_client/.test(body));
    expect(open.map(([name]) => name)).toEqual(['^~ /_refusal/']);
    expect(open[0]?.[1]).toMatch(/^ {8}internal;/);
    expect(open[0]?.[1]).not.toContain('proxy_pass');
    expect(site).not.toMatch(/satisfy|allow /);
  });

  it('passes on nothing that a client claims of itself', () => {
    expect(site).toContain('proxy_pass_request_headers off;');
    const { Cookie, Forwarded, ...headers } = passedHeaders(input(kind, {}, ui));
    expect([Cookie, Forwarded]).toEqual(['""', '""']);
    for (const [name, value] of Object.entries(headers)) {
      if (/^(X-|Host$)/.test(name)) expect(value, name).not.toContain('$http_');
    }
    expect(headers['X-Forwarded-For']).toBe('$remote_addr');
    expect(headers.Authorization).toBe(ui ? '$bearer' : '""');
  });

  it('leads to the gateway by the root alone, or by the paths of the page', () => {
    const passing = Object.entries(locations(site)).filter(([, body]) => body.includes('proxy_pass'));
    if (!ui) expect(passing.map(([name]) => name)).toEqual(['= /']);
    for (const [name, body] of passing) {
      expect(name).toMatch(/^= \/$|^~ "\^\/.*\$"$/);
      expect(body).toContain('limit_except GET { deny all; }');
    }
  });

  it('sets every header wherever it sets one', () => {
    for (const [name, body] of Object.entries(locations(site))) {
      if (!body.includes('add_header')) continue;
      for (const header of ['Strict-Transport-Security', 'X-Frame-Options', 'Content-Security-Policy'])
        expect(body, name).toContain(`add_header ${header} `);
    }
  });

  it('has a cookie only where a page and a password meet', () => {
    expect(site.includes('cookie.conf')).toBe(kind === 'tls' && ui);
    expect(site.includes('Set-Cookie')).toBe(kind === 'tls' && ui);
  });

  it('closes every block', () => {
    for (const text of [site, main]) {
      const bare = text.replace(/#.*|"[^"]*"|'[^']*'/g, '');
      expect([...bare].filter((c) => c === '{').length).toBe([...bare].filter((c) => c === '}').length);
    }
  });
});

it('speaks TLS 1.3 alone in the modern profile', () => {
  const main = nginxConf(input('tls', { profile: 'modern' }));
  expect(main).toContain('ssl_protocols TLSv1.3;');
  expect(main).not.toMatch(/TLSv1\.2|ssl_ciphers/);
});

it('resumes no session, which would not be asked for a certificate that was revoked since', () => {
  expect(nginxConf(input('mtls'))).toMatch(/ssl_session_tickets off;\n {4}ssl_session_cache off;/);
});

describe('the key that limits are counted by', () => {
  const keyOf = (address: string) => {
    for (const [pattern] of clientKeys) {
      const found = new RegExp(pattern.slice(1)).exec(address);
      if (found?.groups) return Object.values(found.groups)[0];
    }
    return address;
  };

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:db8:1:2:ffff::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8'],
    ['2001:db8:1::1', '2001:db8:1'],
    ['::1', '::1'],
  ])('%s -> %s', (address, key) => expect(keyOf(address)).toBe(key));
});
