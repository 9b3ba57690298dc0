import { describe, expect, it } from 'vitest';
import { parseNginx } from '../../facts/_nginx.ts';
import { readRevocationList } from '../../facts/_revocation-list.ts';
import { facts } from '../../facts/index.ts';
import { intermediate, leaf, revocationList } from '../controls/_certificates.ts';
import { declaredMtls, declaredTls } from '../controls/_exposed.ts';
import { declared } from '../controls/_hardened.ts';
import { command, files, NOW } from './_reading.ts';

describe('parseNginx', () => {
  it('reads lines, blocks, quotes, comments and variables', () => {
    const text = `# not { this
user www-data;
http { # nor } this
    log_format a '{"x":"$y"}' "it's";
    if ($host = "a b") { return 444; }
    location ~ "^/(a|b){2}$" { add_header X-A "say \\"hi\\"" always; }
    set $x \${y}z;
}`;
    expect(parseNginx(text, 'nginx.conf')).toEqual([
      { name: 'user', args: ['www-data'] },
      {
        name: 'http',
        args: [],
        block: [
          { name: 'log_format', args: ['a', '{"x":"$y"}', "it's"] },
          {
            name: 'if',
            args: ['($host', '=', 'a b', ')'],
            block: [{ name: 'return', args: ['444'] }],
          },
          {
            name: 'location',
            args: ['~', '^/(a|b){2}$'],
            block: [{ name: 'add_header', args: ['X-A', 'say "hi"', 'always'] }],
          },
          { name: 'set', args: ['$x', ['$', '{y}z'].join('')] },
        ],
      },
    ]);
  });

  it.each([
    { text: 'http {', says: 'x.conf:1: it ends in the middle' },
    { text: 'a;\n}', says: 'x.conf:2: an unexpected }' },
    { text: 'a b }', says: 'an unexpected }' },
    { text: ';', says: 'an unexpected ;' },
    { text: 'a "b', says: "this is not nginx's language" },
  ])('does not guess at $text', ({ text, says }) => {
    expect(() => parseNginx(text, 'x.conf')).toThrow(says);
  });
});

describe('proxyConfig', () => {
  const MAIN = '/etc/nginx/nginx.conf';
  const LINK = '/var/lib/sclerite/proxy/site.conf';
  const SITE = '/etc/nginx/sclerite-site.conf';
  const main = (text: string) => ({ path: MAIN, content: text });
  const link = { path: LINK, type: 'link' as const, target: SITE };
  const site = { path: SITE, content: 'server { listen 443 ssl; }' };

  it('puts what is included in the place of the line that includes it', () => {
    const text =
      'http { include mime.types; include /etc/sclerite/proxy/cookie.conf; include /var/lib/sclerite/proxy/*.conf; }';
    expect(facts.proxyConfig.parse(files(main(text), site, link))).toEqual({
      directives: [
        {
          name: 'http',
          args: [],
          block: [{ name: 'server', args: [], block: [{ name: 'listen', args: ['443', 'ssl'] }] }],
        },
      ],
      files: [MAIN, LINK],
      unread: [],
    });
  });

  it('is content with a site that is not switched on', () => {
    const text = 'http { include /var/lib/sclerite/proxy/*.conf; }';
    expect(facts.proxyConfig.parse(files(main(text), site))).toMatchObject({ files: [MAIN], unread: [] });
  });

  it('says what it was not shown', () => {
    expect(facts.proxyConfig.parse(files(main('include conf.d/*.conf;')))).toMatchObject({
      unread: ['/etc/nginx/conf.d/*.conf'],
    });
  });

  it.each([
    { when: 'there is none', entries: [{ path: MAIN, type: 'absent' as const }] },
    { when: 'it could not be read', entries: [{ path: MAIN, error: 'Permission denied' }] },
    { when: 'the link leads nowhere', entries: [main('include /var/lib/sclerite/proxy/*.conf;'), link] },
  ])('is unreadable when $when', ({ entries }) => {
    expect(() => facts.proxyConfig.parse(files(...entries))).toThrow();
  });
});

describe('readRevocationList', () => {
  it('reads dates and serial numbers', () => {
    expect(readRevocationList(revocationList)).toEqual({
      issuedAt: Date.UTC(2026, 10, 1) / 1000,
      nextAt: Date.UTC(2027, 10, 1) / 1000,
      revoked: ['abcdef01'],
    });
  });

  it.each([
    { what: 'a certificate', text: leaf },
    { what: 'nothing', text: '' },
    { what: 'half a list', text: revocationList.replace(/\n[A-Za-z0-9+/=]+\n-----END/, '\n-----END') },
  ])('refuses $what', ({ text }) => {
    expect(() => readRevocationList(text)).toThrow(/revocation list/);
  });
});

describe('proxyCertificate', () => {
  const LIVE = '/etc/letsencrypt/live/sclerite/fullchain.pem';
  const stored = { path: '/etc/letsencrypt/archive/sclerite/fullchain2.pem', content: leaf + intermediate };

  it("follows certbot's link", () => {
    const link = { path: LIVE, type: 'link' as const, target: '../../archive/sclerite/fullchain2.pem' };
    expect(facts.proxyCertificate.parse(files(link, stored))).toEqual([leaf.trim(), intermediate.trim()]);
  });

  it.each([
    { when: 'there is none', entries: [{ path: LIVE, type: 'absent' as const }], says: 'there is no' },
    {
      when: 'its link leads nowhere',
      entries: [{ path: LIVE, type: 'link' as const, target: '../../archive/sclerite/fullchain3.pem' }, stored],
      says: 'fullchain3.pem',
    },
    { when: 'it is empty', entries: [{ path: LIVE, content: '' }], says: 'holds no certificate' },
  ])('is unreadable when $when', ({ entries, says }) => {
    expect(() => facts.proxyCertificate.parse(files(...entries))).toThrow(says);
  });
});

describe('certificateStatus', () => {
  const status = (content: string) => files({ path: '/var/lib/sclerite/tls/status.json', content });

  it('counts from the end of the run', () => {
    const at = new Date((NOW - 3600) * 1000).toISOString();
    const text = JSON.stringify({ at, ok: false, what: 'refused', why: 'CAA', name: 'x', directory: 'y' });
    expect(facts.certificateStatus.parse(status(text))).toEqual({
      at: NOW - 3600,
      ageSeconds: 3600,
      ok: false,
      what: 'refused',
      why: 'CAA',
    });
  });

  it.each(['{}', '{"at":"soon","ok":true,"what":"x"}', 'ok'])('does not guess at %s', (text) => {
    expect(() => facts.certificateStatus.parse(status(text))).toThrow();
  });
});

describe('gatewayClients', () => {
  const line = (fwd: string, more = '') =>
    JSON.stringify({
      __REALTIME_TIMESTAMP: '1795435633196827',
      MESSAGE: `2026-11-23T12:07:13.196+00:00 [ws] closed before connect conn=e57f peer=127.0.0.2:39106->127.0.0.1:18789 remote=127.0.0.2 fwd=${fwd} origin=n/a host=gateway.example.com ua=n/a code=1006${more}`,
    });

  it('reads who connected, and for whom', () => {
    expect(facts.gatewayClients.parse(command(`${line('192.0.2.200')}\n${line('a, b', ' fwd=c origin=d')}\n`))).toEqual(
      [
        { at: 1795435633.196827, peer: '127.0.0.2', forwardedFor: '192.0.2.200' },
        { at: 1795435633.196827, peer: '127.0.0.2', forwardedFor: 'a, b' },
      ],
    );
  });

  it('takes an empty answer for nobody, and a failure for none', () => {
    expect(facts.gatewayClients.parse(command('', 1))).toEqual([]);
    expect(() => facts.gatewayClients.parse(command('', 1, 'No journal files were found.'))).toThrow('No journal');
  });

  it('passes over what is no text', () => {
    expect(facts.gatewayClients.parse(command(`${JSON.stringify({ MESSAGE: [1, 2] })}\n`))).toEqual([]);
  });
});

describe('what only an exposed server has', () => {
  const PUBLIC = [
    ...(['certificateStatus', 'gatewayClients', 'outsideDns', 'outsideWeb'] as const),
    ...(['proxyCertificate', 'proxyConfig', 'proxyKeys', 'proxyProcesses'] as const),
  ];

  it.each(PUBLIC)('%s is not asked of a tunnel', (id) => {
    expect(facts[id].source(declared, {} as never)).toBeUndefined();
    expect(facts[id].source(declaredTls, {} as never)).toBeDefined();
  });

  it('revocations are asked of those alone that ask for a device', () => {
    expect(facts.deviceRevocations.source(declaredTls, {} as never)).toBeUndefined();
    expect(facts.deviceRevocations.source(declaredMtls, {} as never)).toBeDefined();
  });
});
