import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { defaults } from '../../config/defaults.ts';
import { defineConfig } from '../../config/define-config.ts';
import type { FileReader } from '../../config/files.ts';
import { problemText } from '../../config/problem.ts';
import { parseConfig } from '../../config/schema.ts';
import { ed25519 } from './keys.ts';

/** Any CA of the world will do. */
const root = `${rootCertificates[0]}\n`;
const disk: Readonly<Record<string, string>> = { '/kit/root.pem': root, '/kit/empty.pem': 'nothing\n' };
const files: FileReader = {
  resolve: (path) => path.replace(/^\.\//, '/kit/'),
  exists: (path) => Object.hasOwn(disk, path),
  read: (path) => {
    const text = disk[path];
    return text === undefined ? { ok: false, because: 'there is no such file' } : { ok: true, text };
  },
};
const people = { operators: [{ publicKey: ed25519.public }], secrets: { anthropic: { env: 'A' } } };
const tls = { identity: 'password' } as const;
const named = { name: 'gateway', domain: 'gw.example.com', exposure: 'tls' } as const;
const read = (raw: object) => parseConfig({ ...people, ...raw }, files);

function parsed(raw: object) {
  const result = read(raw);
  if (!result.ok) throw new Error(result.problems.map(problemText).join('\n'));
  return result;
}
function mistakes(raw: object): Record<string, string> {
  const result = read(raw);
  return result.ok ? {} : Object.fromEntries(result.problems.map((problem) => [problem.path, problemText(problem)]));
}

describe('a server that has a name', () => {
  it('is reached by the tunnel alone unless told otherwise', () => {
    const { config, warnings } = parsed({ servers: [{ name: 'gateway', domain: 'gw.example.com' }] });
    expect(config.servers[0]).toMatchObject({ domain: 'gw.example.com', exposure: 'tunnel' });
    expect(config.tls).toEqual(defaults.tls);
    expect(warnings).toEqual([]);
  });

  it.each([
    { dns: { zone: 'example.com', name: 'gw' }, domain: 'gw.example.com' },
    { dns: { zone: 'Example.COM.', name: 'a.B' }, domain: 'a.b.example.com' },
    { dns: { zone: 'example.com', name: '@' }, domain: 'example.com' },
    { dns: { zone: 'münchen.example', name: 'tür' }, domain: 'xn--tr-xka.xn--mnchen-3ya.example' },
  ])('in a zone at Hetzner: $dns.name in $dns.zone', ({ dns, domain }) => {
    const { config } = parsed({ servers: [{ name: 'gateway', dns, exposure: 'mtls' }], tls: anyCa });
    expect(config.servers[0]).toMatchObject({ domain, zone: domain.slice(domain.indexOf(tail(domain))) });
  });

  it('may be called with letters beyond ASCII', () => {
    expect(parsed({ servers: [{ ...named, domain: 'gw.münchen.de' }], tls }).config.servers[0]?.domain).toBe(
      'gw.xn--mnchen-3ya.de',
    );
  });
});

const anyCa = { ca: { directory: 'https://ca.corp.example/dir' } };
const tail = (domain: string) => (domain.includes('xn--mnchen') ? 'xn--mnchen-3ya.example' : 'example.com');

describe('what is exposed', () => {
  it('takes what is written, every option of it', () => {
    const input = defineConfig({
      ...people,
      servers: [named],
      tls: {
        ca: {
          directory: 'https://ca.corp.example/dir',
          caa: 'Corp.Example',
          directoryRoots: './root.pem',
          roots: root,
        },
        email: 'mailto:Ops@Example.com',
        challenge: 'http-01',
        profile: 'modern',
        from: ['198.51.100.0/24', '2001:db8:1::/48'],
        identity: 'password',
      },
    });
    expect(parsed(input).config.tls).toEqual({
      authority: { directory: 'https://ca.corp.example/dir', caa: 'corp.example', directoryRoots: root, roots: root },
      email: 'Ops@example.com',
      challenge: 'http-01',
      profile: 'modern',
      from: ['198.51.100.0/24', '2001:db8:1::/48'],
      identity: 'password',
    });
    expect(new X509Certificate(root).ca).toBe(true);
  });

  it('knows the two CAs of Let’s Encrypt by name', () => {
    const directory = (ca: string) => parsed({ servers: [named], tls: { ...tls, ca } }).config.tls.authority.directory;
    expect(directory('letsencrypt')).toBe('https://acme-v02.api.letsencrypt.org/directory');
    expect(directory('letsencrypt-staging')).toBe('https://acme-staging-v02.api.letsencrypt.org/directory');
  });

  it('may lie under a private name when the CA is one of one’s own', () => {
    expect(mistakes({ servers: [{ ...named, domain: 'gw.corp.internal' }], tls: { ...tls, ...anyCa } })).toEqual({});
  });

  it('needs no password where every device has a certificate', () => {
    expect(mistakes({ servers: [{ ...named, exposure: 'mtls' }] })).toEqual({});
  });

  const dns01 = { ...tls, challenge: 'dns-01' };
  const at = 'servers[0]';
  it.each([
    {
      when: 'the word is unknown',
      raw: { servers: [{ ...named, exposure: 'mtlss' }], tls },
      path: `${at}.exposure`,
      says: /none of 'tunnel', 'tls' and 'mtls'.*did you mean "mtls"/,
    },
    {
      when: 'there is no name, with the reason why an address is not enough',
      raw: { servers: [{ name: 'gateway', exposure: 'tls' }], tls },
      path: `${at}.exposure`,
      says: /needs a name.*certbot 4\.0\.0.*bare addresses.*dns: \{ zone.*'tunnel'/,
    },
    {
      when: 'there are two names',
      raw: { servers: [{ ...named, dns: { zone: 'example.com', name: 'gw' } }], tls },
      path: `${at}.domain`,
      says: /stands beside dns/,
    },
    {
      when: 'nothing is in front of it',
      raw: { servers: [named] },
      path: 'tls.identity',
      says: /missing.*servers\[0\].*high-risk.*identity: 'password'.*'mtls'/,
    },
    {
      when: 'the identity is another one',
      raw: { servers: [named], tls: { identity: 'none' } },
      path: 'tls.identity',
      says: /"none": is not 'password'/,
    },
    {
      when: 'the name is an address',
      raw: { servers: [{ ...named, domain: '198.51.100.7' }], tls },
      path: `${at}.domain`,
      says: /is an address, and a name is wanted: certbot/,
    },
    {
      when: 'the name is an IPv6 address',
      raw: { servers: [{ ...named, domain: '2001:db8::1' }], tls },
      path: `${at}.domain`,
      says: /is an address/,
    },
    {
      when: 'the name is a link',
      raw: { servers: [{ ...named, domain: 'https://gw.example.com/' }], tls },
      path: `${at}.domain`,
      says: /write the name alone/,
    },
    {
      when: 'the name is a wildcard',
      raw: { servers: [{ ...named, domain: '*.example.com' }], tls },
      path: `${at}.domain`,
      says: /wildcard/,
    },
    {
      when: 'the name in the zone is a wildcard',
      raw: { servers: [{ name: 'gateway', dns: { zone: 'example.com', name: '*' }, exposure: 'tls' }], tls },
      path: `${at}.dns.name`,
      says: /wildcard/,
    },
    {
      when: 'the name has one label',
      raw: { servers: [{ ...named, domain: 'gateway' }], tls },
      path: `${at}.domain`,
      says: /no full host name/,
    },
    {
      when: 'the name has an underscore',
      raw: { servers: [{ name: 'gateway', dns: { zone: 'example.com', name: 'my_gw' } }] },
      path: `${at}.dns.name`,
      says: /no name within the zone/,
    },
    {
      when: 'the zone is missing',
      raw: { servers: [{ name: 'gateway', dns: { name: 'gw' } }] },
      path: `${at}.dns.zone`,
      says: /missing/,
    },
    {
      when: 'no public CA can sign the name',
      raw: { servers: [{ ...named, domain: 'gw.corp.local' }], tls },
      path: `${at}.domain`,
      says: /ends in \.local.*no public CA.*CA of your own/,
    },
    {
      when: 'the zone is one that no public CA can sign',
      raw: { servers: [{ name: 'gateway', dns: { zone: 'home.arpa', name: 'gw' }, exposure: 'tls' }], tls },
      path: `${at}.dns.zone`,
      says: /home\.arpa/,
    },
    {
      when: 'two servers are called the same, in two ways',
      raw: {
        servers: [
          named,
          { name: 'second', dns: { zone: 'example.com', name: 'GW' } },
          { name: 'third', domain: 'gw.example.com.' },
        ],
        tls,
      },
      path: 'servers[1].dns',
      says: /"gw\.example\.com": is what servers\[0\] is called too/,
    },
    {
      when: 'dns-01 has no token',
      raw: { servers: [named], tls: dns01 },
      path: 'tls.challenge',
      says: /secrets\.dns.*project of its own/,
    },
    {
      when: "dns-01 would put the deploy's own token on the server",
      raw: { servers: [named], tls: dns01, secrets: { dns: { env: 'HCLOUD_TOKEN' } } },
      path: 'secrets.dns',
      says: /can delete every server/,
    },
    {
      when: 'the challenge is unknown',
      raw: { servers: [named], tls: { ...tls, challenge: 'tls-alpn-01' } },
      path: 'tls.challenge',
      says: /none of 'http-01' and 'dns-01'/,
    },
    {
      when: 'the profile is old',
      raw: { servers: [named], tls: { ...tls, profile: 'old' } },
      path: 'tls.profile',
      says: /'intermediate' and 'modern'/,
    },
    {
      when: 'nobody may come',
      raw: { servers: [named], tls: { ...tls, from: [] } },
      path: 'tls.from',
      says: /nobody could reach it.*'anywhere'/,
    },
    {
      when: 'the caller alone may come',
      raw: { servers: [named], tls: { ...tls, from: 'caller' } },
      path: 'tls.from',
      says: /not offered here/,
    },
    {
      when: 'the world is written as a block',
      raw: { servers: [named], tls: { ...tls, from: ['0.0.0.0/0'] } },
      path: 'tls.from[0]',
      says: /spelled out/,
    },
    {
      when: 'a source has host bits',
      raw: { servers: [named], tls: { ...tls, from: ['198.51.100.7/24'] } },
      path: 'tls.from[0]',
      says: /not the start of the block/,
    },
    {
      when: 'the CA is unknown',
      raw: { servers: [named], tls: { ...tls, ca: 'letsencript' } },
      path: 'tls.ca',
      says: /did you mean "letsencrypt"/,
    },
    {
      when: 'the CA is a bare address',
      raw: { servers: [named], tls: { ...tls, ca: 'https://ca.example/dir' } },
      path: 'tls.ca',
      says: /directory: 'https:\/\/ca\.example\/dir'/,
    },
    {
      when: 'the CA has no directory',
      raw: { servers: [named], tls: { ...tls, ca: {} } },
      path: 'tls.ca.directory',
      says: /missing/,
    },
    {
      when: 'the CA is asked in the clear',
      raw: { servers: [named], tls: { ...tls, ca: { directory: 'http://ca.example/dir' } } },
      path: 'tls.ca.directory',
      says: /not https/,
    },
    {
      when: 'the CA wants an account bound',
      raw: { servers: [named], tls: { ...tls, ca: { directory: 'https://ca.example/dir', eab: {} } } },
      path: 'tls.ca.eab',
      says: /RFC 8555, 7\.3\.4/,
    },
    {
      when: "the CA's root is not there",
      raw: { servers: [named], tls: { ...tls, ca: { directory: 'https://ca.example/dir', roots: './gone.pem' } } },
      path: 'tls.ca.roots',
      says: /cannot be read/,
    },
    {
      when: "the CA's root is none",
      raw: {
        servers: [named],
        tls: { ...tls, ca: { directory: 'https://ca.example/dir', directoryRoots: './empty.pem' } },
      },
      path: 'tls.ca.directoryRoots',
      says: /no certificate in PEM/,
    },
    ...['ops', 'ops@', '@example.com', 'a b@example.com', 'ops@localhost', 'a@b.com,c@d.com', '.a@example.com'].map(
      (email) => ({
        when: `the e-mail is ${email}`,
        raw: { servers: [named], tls: { ...tls, email } },
        path: 'tls.email',
        says: /no e-mail address/,
      }),
    ),
  ])('is refused when $when', ({ raw, path, says }) => {
    expect(mistakes(raw)).toEqual({ ...mistakes(raw), [path]: expect.stringMatching(says) });
  });

  it('has all its mistakes said at once', () => {
    const raw = {
      servers: [
        { name: 'a', exposure: 'tls' },
        { name: 'b', domain: 'b.corp.local', exposure: 'mtls' },
      ],
      tls: { challenge: 'dns-01', from: [], email: 'x', cert: 1 },
    };
    expect(Object.keys(mistakes(raw)).sort()).toEqual([
      'servers[0].exposure',
      'servers[1].domain',
      'tls.cert',
      'tls.challenge',
      'tls.email',
      'tls.from',
      'tls.identity',
    ]);
  });
});

describe('what is allowed and probably not meant', () => {
  it.each([
    {
      when: '443 is narrowed and 80 cannot be',
      raw: { servers: [named], tls: { ...tls, from: ['198.51.100.0/24'] } },
      warning: /80 stays open to all.*'dns-01'/,
    },
    {
      when: 'a source is private',
      raw: { servers: [named], tls: { ...tls, from: ['10.0.0.0/8'] } },
      warning: /tls\.from 10\.0\.0\.0\/8 is no public address/,
    },
    {
      when: "the zone's token reaches the servers",
      raw: {
        servers: [{ name: 'gateway', dns: { zone: 'example.com', name: 'gw' }, exposure: 'tls' }],
        tls: { ...tls, challenge: 'dns-01' },
        secrets: { ...people.secrets, dns: { env: 'DNS' } },
      },
      warning: /could delete them.*project of its own/,
    },
    {
      when: 'the CA is one for tests',
      raw: { servers: [named], tls: { ...tls, ca: 'letsencrypt-staging' } },
      warning: /browsers refuse/,
    },
    {
      when: 'a token for the zone is there for nothing',
      raw: { servers: [named], tls, secrets: { ...people.secrets, dns: { env: 'DNS' } } },
      warning: /secrets\.dns is used by nothing: it is for tls\.challenge/,
    },
  ])('$when', ({ raw, warning }) => {
    expect(parsed(raw).warnings).toContainEqual(expect.stringMatching(warning));
  });

  it('is silent about a token for a zone in a project of its own', () => {
    const raw = {
      servers: [named],
      tls: { ...tls, challenge: 'dns-01', from: ['198.51.100.0/24'] },
      secrets: { ...people.secrets, dns: { env: 'DNS' } },
    };
    expect(parsed(raw).warnings).toEqual([]);
  });
});
