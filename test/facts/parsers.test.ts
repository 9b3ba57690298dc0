import { describe, expect, it } from 'vitest';
import { groupsOf, membersOf } from '../../facts/accounts.ts';
import type { Fact, Reading } from '../../facts/fact.ts';
import { facts } from '../../facts/index.ts';
import { hardened } from '../controls/_hardened.ts';

const printed = (stdout: string, exit: number | null = 0, stderr = '', argv: readonly string[] = ['x']): Reading => ({
  kind: 'command',
  argv,
  exit,
  stdout,
  stderr,
  at: 0,
  ms: 0,
});

describe('listeners', () => {
  const line = (protocol: string, local: string, users = 'users:(("sshd",pid=1,fd=3))') =>
    `${protocol.padEnd(5)} LISTEN 0 128 ${local} 0.0.0.0:* ${users}`;
  it.each([
    { local: '0.0.0.0:22', address: '0.0.0.0', port: 22, isLoopback: false },
    { local: '[::]:22', address: '::', port: 22, isLoopback: false },
    { local: '*:22', address: '*', port: 22, isLoopback: false },
    { local: '127.0.0.53%lo:53', address: '127.0.0.53', port: 53, isLoopback: true },
    { local: '[::1]:631', address: '::1', port: 631, isLoopback: true },
    { local: '[::ffff:127.0.0.1]:8080', address: '::ffff:127.0.0.1', port: 8080, isLoopback: true },
    { local: '[::ffff:192.0.2.1]:8080', address: '::ffff:192.0.2.1', port: 8080, isLoopback: false },
    { local: '[fe80::1]%eth0:546', address: 'fe80::1', port: 546, isLoopback: false },
    { local: '192.0.2.7%eth0:68', address: '192.0.2.7', port: 68, isLoopback: false },
  ])('reads $local', ({ local, ...then }) => {
    expect(facts.listeners.parse(printed(line('tcp', local)))).toEqual([
      { protocol: 'tcp', processes: ['sshd'], ...then },
    ]);
  });

  it('names each process once, and nobody when the kernel does not say', () => {
    const users = 'users:(("nginx",pid=2,fd=6),("nginx",pid=1,fd=6),("sh",pid=3,fd=6))';
    expect(facts.listeners.parse(printed(line('udp', '0.0.0.0:53', users)))[0]?.processes).toEqual(['nginx', 'sh']);
    expect(facts.listeners.parse(printed(line('udp', '0.0.0.0:53', '')))[0]?.processes).toEqual([]);
  });

  it('does not guess at a line it does not understand', () => {
    expect(() => facts.listeners.parse(printed('tcp LISTEN something'))).toThrow('not understood');
  });
});

describe('accounts', () => {
  const text = [
    'root:x:0:0:root:/root:/bin/bash\nme:x:1000:27::/home/me:',
    'root:x:0:\nsudo:x:27:you\nadm:x:4:me,you\n',
    'root L 2026-01-01 0\nme NP 2026-01-01 0',
  ];

  it('reads shells, groups and what passwd says of passwords', () => {
    const { users, groups } = facts.accounts.parse(printed(text.join('\n\n').replace('\n\n\n', '\n\n')));
    expect(users.map(({ name, password, shell }) => [name, password, shell])).toEqual([
      ['root', 'locked', '/bin/bash'],
      ['me', 'none', ''],
    ]);
    expect(groups.find(({ name }) => name === 'adm')?.members).toEqual(['me', 'you']);
  });

  it('counts a primary group as membership', () => {
    const value = facts.accounts.parse(printed(text.join('\n\n').replace('\n\n\n', '\n\n')));
    expect(membersOf(value, 'sudo')).toEqual(['me', 'you']);
    expect(groupsOf(value, 'me')).toEqual(['adm', 'sudo']);
  });

  it('says unknown of an account that shadow does not know', () => {
    const value = facts.accounts.parse(printed('a:x:5:5::/:/bin/sh\n\na:x:5:\n\n'));
    expect(value.users[0]?.password).toBe('unknown');
  });
});

describe('sudoers', () => {
  const rules = (text: string) => facts.sudoers.parse(printed(text)).rules;
  const spec = (who: object, options: object[] = [], command: object = { command: 'ALL' }) =>
    JSON.stringify({ User_Specs: [{ User_List: [who], Cmnd_Specs: [{ Options: options, Commands: [command] }] }] });

  it('reads Debian’s own two rules', () => {
    expect(hardened('sudoers').rules.map(({ who, asksPassword }) => [who, asksPassword])).toEqual([
      [['root'], true],
      [['%sudo'], true],
    ]);
  });

  it.each([
    { who: { username: 'x' }, then: 'x' },
    { who: { usergroup: 'x' }, then: '%x' },
    { who: { userid: 7 }, then: '#7' },
    { who: { usergid: 7 }, then: '%#7' },
    { who: { netgroup: 'x' }, then: '+x' },
    { who: { username: 'ALL' }, then: 'ALL' },
    { who: { username: 'x', negated: true }, then: '!x' },
  ])('names $then', ({ who, then }) => {
    expect(rules(spec(who))[0]?.who).toEqual([then]);
  });

  it('sees NOPASSWD and a negated command', () => {
    expect(rules(spec({ username: 'x' }, [{ authenticate: false }], { command: '/bin/su', negated: true }))).toEqual([
      { who: ['x'], commands: ['!/bin/su'], asksPassword: false },
    ]);
  });

  it('sees Defaults !authenticate', () => {
    const text = JSON.stringify({ Defaults: [{ Options: [{ authenticate: false }] }], User_Specs: [] });
    expect(facts.sudoers.parse(printed(text)).defaultsSkipPassword).toBe(true);
  });
});

describe('packages', () => {
  const argv = ['dpkg-query', '--', 'sudo', 'nothing'];

  it('tells installed, removed and unknown apart', () => {
    const parse = (stdout: string, stderr = '') => facts.packages.parse(printed(stdout, 1, stderr, argv));
    expect(parse('sudo\tii \t1.9\n', 'dpkg-query: no packages found matching nothing\n')).toEqual({
      sudo: { isInstalled: true, version: '1.9' },
      nothing: { isInstalled: false, version: '' },
    });
    expect(parse('sudo\trc \t1.9\nnothing\tii \t1\n').sudo).toEqual({ isInstalled: false, version: '1.9' });
  });

  it('takes silence about a package for no answer', () => {
    expect(() => facts.packages.parse(printed('sudo\tii \t1.9\n', 0, '', argv))).toThrow('nothing about nothing');
  });
});

describe('units', () => {
  it('reads one block a unit', () => {
    expect(hardened('units')['nftables.service']).toMatchObject({
      load: 'loaded',
      file: 'enabled',
      active: 'active',
      needsReload: false,
    });
  });

  it('does not take a missing property for an answer', () => {
    expect(() => facts.units.parse(printed('Id=x.service\nLoadState=loaded'))).toThrow('no UnitFileState');
  });
});

describe('sshdEffective', () => {
  it('keeps every value of a keyword that is repeated', () => {
    expect(facts.sshdEffective.parse(printed('allowusers a\nallowusers b\nport 22\n'))).toEqual({
      allowusers: ['a', 'b'],
      port: ['22'],
    });
  });
});

describe('hostKey', () => {
  it('drops the comment', () => {
    expect(facts.hostKey.parse(printed('ssh-ed25519 AAAA root@gateway\n'))).toBe('ssh-ed25519 AAAA');
  });
});

describe('authorizedKeys', () => {
  const entry = {
    path: '/home/a/.ssh/authorized_keys',
    type: 'file',
    mode: '0600',
    owner: 'a',
    group: 'a',
    size: 9,
  } as const;
  const files = (more: object): Reading => ({ kind: 'files', entries: [{ ...entry, ...more }], at: 0, ms: 0 });

  it('drops comments and empty lines', () => {
    expect(facts.authorizedKeys.parse(files({ content: '# mine\n\n ssh-ed25519 AAAA \n' }))).toEqual([
      { path: entry.path, lines: ['ssh-ed25519 AAAA'] },
    ]);
  });

  it('does not take a link, or a file that could not be read, for an empty one', () => {
    expect(() => facts.authorizedKeys.parse(files({ type: 'link', target: '/etc/passwd' }))).toThrow('link');
    expect(() => facts.authorizedKeys.parse(files({ error: 'Permission denied' }))).toThrow('Permission denied');
  });
});

describe('views', () => {
  const view = (value: unknown): Reading => ({ kind: 'view', value, at: 0, ms: 0 });
  it.each([
    ['outsidePorts', { address: '192.0.2.7' }],
    ['outsideSsh', { hostKey: 'ssh-ed25519 AAAA', methodsOffered: 'publickey', kex: 'x' }],
    ['cloudServer', { server: { id: 1 } }],
    ['cloudFirewalls', { firewalls: [{ id: 1 }] }],
  ] as const)('%s refuses a view of another shape', (id, value) => {
    const parse = (facts[id] as Fact<unknown>).parse;
    expect(() => parse(view(value))).toThrow();
    expect(() => parse(view(null))).toThrow();
    expect(() => parse(printed('{}'))).toThrow('expected a view');
  });
});

describe('every fact that asks a command', () => {
  it.each([
    'accounts',
    'fail2ban',
    'hostKey',
    'listeners',
    'nftRuleset',
    'sshdEffective',
    'sshdJournal',
    'sudoers',
    'units',
  ] as const)('%s passes the program’s own words on when it fails or is killed', (id) => {
    const parse = (facts[id] as Fact<unknown>).parse;
    expect(() => parse(printed('', 1, 'no such luck'))).toThrow('no such luck');
    expect(() => parse(printed('', null))).toThrow('time limit');
  });
});
