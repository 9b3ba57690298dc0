import { describe, expect, it } from 'vitest';
import { defaults } from '../../config/defaults.ts';
import { defineConfig } from '../../config/define-config.ts';
import type { FileReader } from '../../config/files.ts';
import { problemText } from '../../config/problem.ts';
import { type ParseContext, parseConfig } from '../../config/schema.ts';
import { blob, ed25519, otherEd25519, rsa2048 } from './keys.ts';

const disk: Readonly<Record<string, string>> = {
  '/home/ada/.ssh/id_ed25519': ed25519.private,
  '/home/ada/.ssh/id_ed25519.pub': `${ed25519.public}\n`,
  '/home/ada/.ssh/weak.pub': rsa2048.public,
  '/home/ada/.ssh/dsa.pub': `ssh-dss ${blob('ssh-dss', 'p', 'q', 'g', 'y')}`,
};
const files: FileReader = {
  resolve: (path) => path.replace(/^~/, '/home/ada'),
  exists: (path) => Object.hasOwn(disk, path),
  read: (path) => {
    const text = disk[path];
    return text === undefined ? { ok: false, because: 'there is no such file' } : { ok: true, text };
  },
};
const context: ParseContext = { knownControls: ['ssh.password-auth-off', 'fail2ban.recidive-on'], today: '2026-11-23' };

const least = { servers: [{ name: 'gateway' }], operators: [{ publicKey: ed25519.public }] };
const read = (raw: unknown) => parseConfig(raw, files, context);

/** path → rule, for short tables. */
function mistakes(raw: unknown): Record<string, string> {
  const parsed = read(raw);
  return parsed.ok ? {} : Object.fromEntries(parsed.problems.map(({ path, rule }) => [path, rule]));
}

function warnings(raw: unknown): readonly string[] {
  const parsed = read(raw);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemText).join('\n'));
  return parsed.warnings;
}

describe('the smallest config', () => {
  it('gets every default', () => {
    expect(read(defineConfig(least))).toEqual({
      ok: true,
      config: {
        project: defaults.project,
        servers: [
          { name: 'gateway', type: 'cx23', location: 'nbg1', image: 'debian-13', labels: {}, exposure: 'tunnel' },
        ],
        admin: 'admin',
        operators: [{ name: 'ada@laptop', publicKey: ed25519.public }],
        auditors: [],
        ssh: { from: 'caller', keyExchange: 'post-quantum-first' },
        egress: 'web',
        egressPorts: [],
        tls: defaults.tls,
        openclaw: {
          model: 'anthropic/claude-sonnet-4-6',
          port: 18_789,
          channels: {},
          tools: { allow: [] },
          controlUi: false,
        },
        secrets: {},
        suppressions: [],
        extraCaCertificates: [],
      },
      warnings: [expect.stringContaining('secrets.anthropic is not there')],
    });
  });

  it('keeps an hour for reboots, and who is never banned', () => {
    const raw = { ...least, updates: { rebootAt: '02:15' }, fail2ban: { exempt: ['198.51.100.7', '198.51.100.7/32'] } };
    expect(read(raw)).toMatchObject({
      config: { updates: { rebootAt: '02:15' }, fail2ban: { exempt: ['198.51.100.7/32'] } },
    });
  });

  it('finds the private half beside the public one', () => {
    const parsed = read({ ...least, operators: [{ publicKeyFile: '~/.ssh/id_ed25519.pub' }] });
    expect(parsed).toMatchObject({
      config: {
        operators: [{ name: 'ada@laptop', publicKey: ed25519.public, identityFile: '/home/ada/.ssh/id_ed25519' }],
      },
    });
  });

  it('parses to plain data: the same again, byte for byte', () => {
    const first = read(least);
    expect(JSON.stringify(read(JSON.parse(JSON.stringify(least))))).toBe(JSON.stringify(first));
  });
});

describe('each mistake has its own message', () => {
  it.each([
    { when: 'no server', raw: { ...least, servers: [] }, path: 'servers', rule: /at least one server/ },
    { when: 'servers missing', raw: { operators: least.operators }, path: 'servers', rule: /missing/ },
    {
      when: 'a name with capitals',
      raw: { ...least, servers: [{ name: 'Gate_way' }] },
      path: 'servers[0].name',
      rule: /RFC 1123/,
    },
    {
      when: 'a name of 64 characters',
      raw: { ...least, servers: [{ name: 'a'.repeat(64) }] },
      path: 'servers[0].name',
      rule: /1 to 63/,
    },
    {
      when: 'one name twice',
      raw: { ...least, servers: [{ name: 'a' }, { name: 'a' }] },
      path: 'servers[1].name',
      rule: /servers\[0\] too/,
    },
    {
      when: 'another image',
      raw: { ...least, servers: [{ name: 'a', image: 'ubuntu-24.04' }] },
      path: 'servers[0].image',
      rule: /Debian 13/,
    },
    {
      when: 'a small volume',
      raw: { ...least, servers: [{ name: 'a', volume: { size: 9 } }] },
      path: 'servers[0].volume.size',
      rule: /10 to 10240/,
    },
    {
      when: 'a large volume',
      raw: { ...least, servers: [{ name: 'a', volume: { size: 10_241 } }] },
      path: 'servers[0].volume.size',
      rule: /10 to 10240/,
    },
    {
      when: 'half a gigabyte',
      raw: { ...least, servers: [{ name: 'a', volume: { size: 10.5 } }] },
      path: 'servers[0].volume.size',
      rule: /whole number/,
    },
    {
      when: 'a domain of one label',
      raw: { ...least, servers: [{ name: 'a', domain: 'gateway' }] },
      path: 'servers[0].domain',
      rule: /host name/,
    },
    {
      when: "one of the kit's labels",
      raw: { ...least, servers: [{ name: 'a', labels: { sclerite: 'x' } }] },
      path: 'servers[0].labels.sclerite',
      rule: /this kit sets/,
    },
    { when: 'no operator', raw: { ...least, operators: [] }, path: 'operators', rule: /nobody could log in/ },
    {
      when: 'a missing key file',
      raw: { ...least, operators: [{ publicKeyFile: '~/.ssh/gone.pub' }] },
      path: 'operators[0].publicKeyFile',
      rule: /cannot be read: \/home\/ada\/.ssh\/gone.pub: there is no such file/,
    },
    {
      when: 'a private key',
      raw: { ...least, operators: [{ publicKeyFile: '~/.ssh/id_ed25519' }] },
      path: 'operators[0].publicKeyFile',
      rule: /private key/,
    },
    {
      when: 'a private key, pasted',
      raw: { ...least, operators: [{ publicKey: ed25519.private }] },
      path: 'operators[0].publicKey',
      rule: /private key/,
    },
    {
      when: 'a weak key',
      raw: { ...least, operators: [{ publicKeyFile: '~/.ssh/weak.pub' }] },
      path: 'operators[0].publicKeyFile',
      rule: /2048 bits/,
    },
    {
      when: 'a DSA key',
      raw: { ...least, operators: [{ publicKeyFile: '~/.ssh/dsa.pub' }] },
      path: 'operators[0].publicKeyFile',
      rule: /DSA/,
    },
    {
      when: 'no key in an operator',
      raw: { ...least, operators: [{ name: 'x' }] },
      path: 'operators[0]',
      rule: /exactly one/,
    },
    {
      when: 'one key twice',
      raw: {
        ...least,
        operators: [{ publicKeyFile: '~/.ssh/id_ed25519.pub' }, { publicKey: `${ed25519.public}x`, name: 'b' }],
      },
      path: 'operators[1]',
      rule: /same key as operators\[0\]/,
    },
    {
      when: 'an operator among the auditors',
      raw: { ...least, auditors: [ed25519.public] },
      path: 'auditors[0]',
      rule: /same key as operators\[0\]/,
    },
    {
      when: 'one operator name twice',
      raw: {
        ...least,
        operators: [
          { publicKey: ed25519.public, name: 'a' },
          { publicKey: otherEd25519.public, name: 'a' },
        ],
      },
      path: 'operators[1].name',
      rule: /operators\[0\] too/,
    },
    {
      when: 'a missing identity',
      raw: { ...least, operators: [{ publicKey: ed25519.public, identityFile: '~/no' }] },
      path: 'operators[0].identityFile',
      rule: /does not exist: \/home\/ada\/no/,
    },
    { when: 'an account that exists', raw: { ...least, admin: 'root' }, path: 'admin', rule: /already has/ },
    {
      when: 'host bits in a block',
      raw: { ...least, ssh: { from: ['10.0.0.5/8'] } },
      path: 'ssh.from[0]',
      rule: /not the start of the block 10\.0\.0\.0\/8/,
    },
    {
      when: 'the world as a block',
      raw: { ...least, ssh: { from: ['0.0.0.0/0', '::/0'] } },
      path: 'ssh.from[1]',
      rule: /spelled out/,
    },
    { when: 'nobody at all', raw: { ...least, ssh: { from: [] } }, path: 'ssh.from', rule: /nobody could reach/ },
    {
      when: 'an address without a list',
      raw: { ...least, ssh: { from: '198.51.100.7' } },
      path: 'ssh.from',
      rule: /list of addresses/,
    },
    {
      when: 'a model without provider',
      raw: { ...least, openclaw: { model: 'claude-sonnet-4-6' } },
      path: 'openclaw.model',
      rule: /without its provider/,
    },
    { when: 'a low port', raw: { ...least, openclaw: { port: 443 } }, path: 'openclaw.port', rule: /1024/ },
    {
      when: 'a channel that is a plugin',
      raw: { ...least, openclaw: { channels: { discord: {} } } },
      path: 'openclaw.channels.discord',
      rule: /download a plugin/,
    },
    {
      when: 'a channel without its token',
      raw: { ...least, openclaw: { channels: { telegram: {} } } },
      path: 'openclaw.channels.telegram',
      rule: /bot token/,
    },
    {
      when: 'everybody on Telegram',
      raw: {
        ...least,
        secrets: { telegram: { env: 'T' } },
        openclaw: { channels: { telegram: { allowFrom: ['*'] } } },
      },
      path: 'openclaw.channels.telegram.allowFrom[0]',
      rule: /every Telegram user/,
    },
    {
      when: 'every tool',
      raw: { ...least, openclaw: { tools: { allow: ['*'] } } },
      path: 'openclaw.tools.allow[0]',
      rule: /cannot be granted/,
    },
    {
      when: 'a password in the registry',
      raw: { ...least, openclaw: { registry: 'https://ada:geheim@registry.example' } },
      path: 'openclaw.registry',
      rule: /name or password/,
    },
    {
      when: 'a secret that is env and file',
      raw: { ...least, secrets: { anthropic: { env: 'A', file: 'b' } } },
      path: 'secrets.anthropic',
      rule: /exactly one/,
    },
    {
      when: 'a suppression without reason',
      raw: { ...least, suppressions: [{ control: 'ssh.password-auth-off', until: '2027-01-01' }] },
      path: 'suppressions[0].reason',
      rule: /missing/,
    },
    {
      when: 'a suppression without end',
      raw: { ...least, suppressions: [{ control: 'ssh.password-auth-off', reason: 'a good reason' }] },
      path: 'suppressions[0].until',
      rule: /missing/,
    },
    {
      when: 'a suppression of nothing',
      raw: { ...least, suppressions: [{ control: 'ssh.passwords-off', reason: 'a good reason', until: '2027-01-01' }] },
      path: 'suppressions[0].control',
      rule: /no control/,
    },
    {
      when: 'a suppression on no server',
      raw: {
        ...least,
        suppressions: [
          { control: 'ssh.password-auth-off', server: 'gatway', reason: 'a good reason', until: '2027-01-01' },
        ],
      },
      path: 'suppressions[0].server',
      rule: /no server of this config/,
    },
    {
      when: 'a day that does not exist',
      raw: {
        ...least,
        suppressions: [{ control: 'ssh.password-auth-off', reason: 'a good reason', until: '2027-02-30' }],
      },
      path: 'suppressions[0].until',
      rule: /no day/,
    },
    {
      when: 'a CA that is not there',
      raw: { ...least, extraCaCertificates: ['/nope.crt'] },
      path: 'extraCaCertificates[0]',
      rule: /cannot be read: \/nope.crt/,
    },
    {
      when: 'a CA that is none',
      raw: { ...least, extraCaCertificates: ['~/.ssh/id_ed25519.pub'] },
      path: 'extraCaCertificates[0]',
      rule: /no certificate in PEM form/,
    },
    {
      when: 'a damaged CA',
      raw: { ...least, extraCaCertificates: ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'] },
      path: 'extraCaCertificates[0]',
      rule: /damaged certificate/,
    },
    { when: 'an unknown option', raw: { ...least, server: [] }, path: 'server', rule: /no option/ },
    { when: 'no hour', raw: { ...least, updates: { rebootAt: '4:30' } }, path: 'updates.rebootAt', rule: /no hour/ },
    {
      when: 'everybody exempt from bans',
      raw: { ...least, fail2ban: { exempt: ['0.0.0.0/0'] } },
      path: 'fail2ban.exempt[0]',
      rule: /whole internet/,
    },
    {
      when: 'an unknown option far below',
      raw: { ...least, openclaw: { tools: { alow: [] } } },
      path: 'openclaw.tools.alow',
      rule: /no option/,
    },
    { when: 'another kind of value', raw: { ...least, servers: 'gateway' }, path: 'servers', rule: /not a list/ },
    {
      when: 'a list of the wrong things',
      raw: { ...least, servers: ['gateway'] },
      path: 'servers[0]',
      rule: /not an object/,
    },
  ])('$when', ({ raw, path, rule }) => {
    expect(mistakes(raw)).toEqual({ ...mistakes(raw), [path]: expect.stringMatching(rule) });
  });

  it.each([undefined, null, [], 'x', 7])('a file that exports %j', (raw) => {
    expect(mistakes(raw)).toEqual({ '': 'the file has no config in it.' });
  });
});

describe('all mistakes come at once', () => {
  it('of single values, of unknown options and between places', () => {
    const found = mistakes({
      project: 'My Project',
      servers: [
        { name: 'a', typ: 'cx23' },
        { name: 'a', volume: { size: 1 } },
      ],
      operators: [{ publicKeyFile: '~/gone.pub', ident: 1 }],
      ssh: { from: ['10.0.0.5/8', 'anywhere'] },
      secrets: { anthropic: 'sk-ant-api03-abcdefghijklmnop' },
      suppressions: [{ control: 'nothing.like-it' }],
    });
    expect(Object.keys(found).sort()).toEqual([
      'operators[0].ident',
      'operators[0].publicKeyFile',
      'project',
      'secrets.anthropic',
      'servers[0].typ',
      'servers[1].name',
      'servers[1].volume.size',
      'ssh.from[0]',
      'ssh.from[1]',
      'suppressions[0].control',
      'suppressions[0].reason',
      'suppressions[0].until',
    ]);
  });

  it('each with the way out', () => {
    const parsed = read({ ...least, servers: [{ name: 'Gate way', typ: 'cx23' }], ssh: { from: ['198.51.100.7/24'] } });
    const lines = parsed.ok ? [] : parsed.problems.map(problemText);
    expect(lines).toEqual([
      'servers[0].name "Gate way": is no RFC 1123 label: 1 to 63 of a-z, 0-9 and "-", with a letter or digit at both ends. → write "gate-way"',
      'servers[0].typ: is no option here. → did you mean "type"?',
      'ssh.from[0] "198.51.100.7/24": is not the start of the block 198.51.100.0/24. → write "198.51.100.0/24", or "198.51.100.7" alone',
    ]);
  });
});

describe('a secret that stands in the config', () => {
  const secret = 'sk-ant-api03-Zm9vYmFyYmF6cXV4';
  const telegram = `12345678:${'AbC-d'.repeat(7)}`;
  const hetzner = 'aB3'.repeat(21).padEnd(64, 'x');
  it.each([
    { when: 'in place of its reference', raw: { ...least, secrets: { anthropic: secret } } },
    { when: 'as the name of a variable', raw: { ...least, secrets: { anthropic: { env: secret } } } },
    { when: 'as a variable that could be a name', raw: { ...least, secrets: { hetzner: { env: hetzner } } } },
    { when: 'as the path of a file', raw: { ...least, secrets: { telegram: { file: telegram } } } },
    { when: 'as a third field', raw: { ...least, secrets: { anthropic: { env: 'A', value: secret } } } },
    { when: 'as the model', raw: { ...least, openclaw: { model: secret } } },
    { when: 'as the project', raw: { ...least, project: secret } },
    { when: 'as an SSH source', raw: { ...least, ssh: { from: secret } } },
    { when: 'in a list of SSH sources', raw: { ...least, ssh: { from: [hetzner] } } },
    { when: 'as an unknown option', raw: { ...least, token: hetzner } },
    { when: 'as the name of a server', raw: { ...least, servers: [{ name: telegram }] } },
  ])('is refused and not repeated: $when', ({ raw }) => {
    const parsed = read(raw);
    expect(parsed.ok).toBe(false);
    const text = JSON.stringify(parsed).toLowerCase();
    for (const value of [secret, telegram, hetzner]) expect(text).not.toContain(value.slice(8).toLowerCase());
  });
});

describe('what is allowed and probably not meant', () => {
  it.each([
    {
      when: 'SSH from anywhere',
      raw: { ...least, ssh: { from: 'anywhere' } },
      warning: /every address on the internet/,
    },
    { when: 'a private source', raw: { ...least, ssh: { from: ['192.168.0.0/16'] } }, warning: /no public address/ },
    {
      when: 'a secret nobody uses',
      raw: { ...least, secrets: { antropic: { env: 'A' } } },
      warning: /secrets\.antropic is used by nothing/,
    },
    {
      when: 'a suppression that ran out',
      raw: {
        ...least,
        suppressions: [{ control: 'ssh.password-auth-off', reason: 'a good reason', until: '2026-11-22' }],
      },
      warning: /ran out on 2026-11-22/,
    },
  ])('$when', ({ raw, warning }) => {
    expect(warnings(raw)).toContainEqual(expect.stringMatching(warning));
  });

  it('is silent on the last day of a suppression', () => {
    const suppressions = [{ control: 'ssh.password-auth-off', reason: 'a good reason', until: '2026-11-23' }];
    expect(warnings({ ...least, secrets: { anthropic: { env: 'A' } }, suppressions })).toEqual([]);
  });
});

it('resolves the files of secrets', () => {
  expect(read({ ...least, secrets: { anthropic: { file: '~/key' } } })).toMatchObject({
    config: { secrets: { anthropic: { file: '/home/ada/key' } } },
  });
});
