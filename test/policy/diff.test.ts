import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FactResult, FileEntry } from '../../facts/fact.ts';
import { diffHost, type HostFacts } from '../../policy/diff.ts';
import type { Wanted } from '../../policy/wanted.ts';

const wanted: Wanted = {
  packages: ['nftables'],
  groups: ['auditor'],
  users: [
    {
      name: 'admin',
      system: false,
      home: '/home/admin',
      shell: '/bin/bash',
      groups: ['sudo'],
      authorizedKeys: ['ssh-ed25519 AAAA ada'],
    },
    { name: 'openclaw', system: true, home: '/var/lib/openclaw', shell: '/usr/sbin/nologin', groups: [] },
  ],
  files: [{ path: '/etc/nftables.conf', content: 'drop\n', mode: '0600', owner: 'root', group: 'root' }],
  directories: [{ path: '/srv/openclaw', mode: '0755', owner: 'root', group: 'root' }],
  absent: ['/root/.ssh/authorized_keys'],
  units: [{ name: 'nftables.service', enabled: 'enabled', active: true }],
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const entry = (path: string, more: Partial<FileEntry> = {}): FileEntry => ({
  path,
  type: 'file',
  mode: '0600',
  owner: 'root',
  group: 'root',
  size: 1,
  ...more,
});
const ok = <T>(value: T): FactResult<T> => ({ ok: true, value, age: 0 });

const files: Record<string, FileEntry> = {
  '/etc/nftables.conf': entry('/etc/nftables.conf', { sha256: sha256('drop\n') }),
  '/srv/openclaw': entry('/srv/openclaw', { type: 'directory', mode: '0755' }),
  '/home/admin/.ssh': entry('/home/admin/.ssh', { type: 'directory', mode: '0700', owner: 'admin', group: 'admin' }),
  '/home/admin/.ssh/authorized_keys': entry('/home/admin/.ssh/authorized_keys', {
    owner: 'admin',
    group: 'admin',
    sha256: sha256('ssh-ed25519 AAAA ada\n'),
  }),
  '/root/.ssh/authorized_keys': entry('/root/.ssh/authorized_keys', { type: 'absent', mode: '', owner: '', group: '' }),
};
const accounts = {
  users: [
    {
      name: 'admin',
      uid: 1000,
      gid: 1000,
      home: '/home/admin',
      shell: '/bin/bash',
      isShadowed: true,
      password: 'set' as const,
    },
    {
      name: 'openclaw',
      uid: 987,
      gid: 987,
      home: '/var/lib/openclaw',
      shell: '/usr/sbin/nologin',
      isShadowed: true,
      password: 'locked' as const,
    },
  ],
  groups: [
    { name: 'admin', gid: 1000, members: [] },
    { name: 'sudo', gid: 27, members: ['admin'] },
    { name: 'openclaw', gid: 987, members: [] },
    { name: 'auditor', gid: 986, members: [] },
  ],
};
const unit = { load: 'loaded', file: 'enabled', active: 'active', sub: 'exited', needsReload: false, activeSince: 'x' };

const asWanted = {
  hostFiles: ok(files),
  packages: ok({ nftables: { isInstalled: true, version: '1.1' } }),
  accounts: ok(accounts),
  units: ok({ 'nftables.service': unit }),
} satisfies HostFacts;

const withFile = (path: string, more: Partial<FileEntry>): HostFacts => ({
  ...asWanted,
  hostFiles: ok({ ...files, [path]: { ...(files[path] as FileEntry), ...more } }),
});
const withUnit = (more: Partial<typeof unit>): HostFacts => ({
  ...asWanted,
  units: ok({ 'nftables.service': { ...unit, ...more } }),
});
const withUser = (name: string, more: object): HostFacts => ({
  ...asWanted,
  accounts: ok({
    ...accounts,
    users: accounts.users.map((user) => (user.name === name ? { ...user, ...more } : user)),
  }),
});

it('finds nothing where everything is as wanted', () => {
  expect(diffHost(wanted, asWanted)).toEqual([]);
});

describe('finds exactly one difference', () => {
  const conf = '/etc/nftables.conf';
  it.each<{ when: string; facts: HostFacts; what: string; observed: string }>([
    { when: 'content', facts: withFile(conf, { sha256: sha256('x') }), what: `file ${conf}`, observed: sha256('x') },
    { when: 'mode', facts: withFile(conf, { mode: '0644' }), what: `file ${conf}`, observed: '0644' },
    { when: 'owner', facts: withFile(conf, { owner: 'admin' }), what: `file ${conf}`, observed: 'admin:root' },
    { when: 'group', facts: withFile(conf, { group: '1001' }), what: `file ${conf}`, observed: 'root:1001' },
    {
      when: 'a link in place of a file',
      facts: withFile(conf, { type: 'link', target: '/tmp/x' }),
      what: `file ${conf}`,
      observed: 'link to /tmp/x',
    },
    { when: 'a missing file', facts: withFile(conf, { type: 'absent' }), what: `file ${conf}`, observed: 'absent' },
    {
      when: 'a missing directory',
      facts: withFile('/srv/openclaw', { type: 'absent' }),
      what: 'directory /srv/openclaw',
      observed: 'absent',
    },
    {
      when: 'another key',
      facts: withFile('/home/admin/.ssh/authorized_keys', { sha256: sha256('more') }),
      what: 'file /home/admin/.ssh/authorized_keys',
      observed: sha256('more'),
    },
    {
      when: 'a file that must not be',
      facts: withFile('/root/.ssh/authorized_keys', { type: 'file', mode: '0600' }),
      what: '/root/.ssh/authorized_keys',
      observed: 'file',
    },
    {
      when: 'a missing package',
      facts: { ...asWanted, packages: ok({ nftables: { isInstalled: false, version: '' } }) },
      what: 'package nftables',
      observed: 'not installed',
    },
    {
      when: 'a missing group',
      facts: {
        ...asWanted,
        accounts: ok({ ...accounts, groups: accounts.groups.filter(({ name }) => name !== 'auditor') }),
      },
      what: 'group auditor',
      observed: 'absent',
    },
    {
      when: 'a group too many',
      facts: {
        ...asWanted,
        accounts: ok({ ...accounts, groups: [...accounts.groups, { name: 'adm', gid: 4, members: ['openclaw'] }] }),
      },
      what: 'user openclaw',
      observed: 'groups adm',
    },
    {
      when: 'another shell',
      facts: withUser('openclaw', { shell: '/bin/sh' }),
      what: 'user openclaw',
      observed: '/bin/sh',
    },
    {
      when: 'a system user with a person’s id',
      facts: withUser('openclaw', { uid: 1005 }),
      what: 'user openclaw',
      observed: 'user, home',
    },
    {
      when: 'a missing user',
      facts: withUser('openclaw', { name: 'other' }),
      what: 'user openclaw',
      observed: 'absent',
    },
    {
      when: 'a stopped unit',
      facts: withUnit({ active: 'inactive' }),
      what: 'unit nftables.service',
      observed: 'enabled, stopped',
    },
    {
      when: 'a failed unit',
      facts: withUnit({ active: 'failed' }),
      what: 'unit nftables.service',
      observed: 'enabled, failed',
    },
    {
      when: 'a disabled unit',
      facts: withUnit({ file: 'disabled' }),
      what: 'unit nftables.service',
      observed: 'disabled, running',
    },
    {
      when: 'a masked unit',
      facts: withUnit({ load: 'masked', file: 'masked' }),
      what: 'unit nftables.service',
      observed: 'masked',
    },
    {
      when: 'an unknown unit',
      facts: withUnit({ load: 'not-found', file: '' }),
      what: 'unit nftables.service',
      observed: 'not found',
    },
    {
      when: 'a unit whose file changed',
      facts: withUnit({ needsReload: true }),
      what: 'unit nftables.service',
      observed: 'changed since',
    },
  ])('$when', ({ facts, what, observed }) => {
    const differences = diffHost(wanted, facts);
    expect(differences).toMatchObject([{ what, isKnown: true, observed: expect.stringContaining(observed) }]);
    expect(differences[0]?.wanted).not.toBe(differences[0]?.observed);
  });
});

describe('what nobody could look at is a difference of its own kind', () => {
  it.each<{ when: string; facts: HostFacts; count: number; why: string }>([
    { when: 'nothing was collected', facts: {}, count: 10, why: 'not collected' },
    {
      when: 'dpkg did not answer',
      facts: { ...asWanted, packages: { ok: false, because: 'dpkg-query ended with 2' } },
      count: 1,
      why: 'dpkg-query ended with 2',
    },
    {
      when: 'a file could not be read',
      facts: withFile('/etc/nftables.conf', { error: 'Input/output error' }),
      count: 1,
      why: 'Input/output error',
    },
    {
      when: 'a digest is missing',
      facts: { ...asWanted, hostFiles: ok({ ...files, '/etc/nftables.conf': entry('/etc/nftables.conf') }) },
      count: 1,
      why: 'digest',
    },
    { when: 'an old collector was asked for less', facts: { ...asWanted, units: ok({}) }, count: 1, why: 'not asked' },
    {
      when: 'the presence of a path is unclear',
      facts: withFile('/root/.ssh/authorized_keys', { error: 'Permission denied' }),
      count: 1,
      why: 'Permission denied',
    },
  ])('$when', ({ facts, count, why }) => {
    const differences = diffHost(wanted, facts);
    expect(differences).toHaveLength(count);
    for (const difference of differences) {
      expect(difference.isKnown).toBe(false);
      expect(difference.observed).toContain(`cannot tell: `);
      expect(difference.observed).toContain(why);
    }
  });
});

it('takes a unit that is not there for disabled', () => {
  const without: Wanted = { ...wanted, units: [{ name: 'nftables.service', enabled: 'disabled', active: false }] };
  expect(diffHost(without, withUnit({ load: 'not-found', file: '', active: 'inactive' }))).toEqual([]);
});

it.each([
  { when: 'its own conditions kept it from starting', state: { isSkipped: true }, then: 0 },
  { when: 'it could have started', state: { isSkipped: false }, then: 1 },
  { when: 'it failed', state: { active: 'failed', isSkipped: true }, then: 1 },
])('differs $then times about a unit that may be skipped, when $when', ({ state, then }) => {
  const skipping: Wanted = {
    ...wanted,
    units: [{ name: 'nftables.service', enabled: 'enabled', active: true, maySkip: true }],
  };
  expect(diffHost(skipping, withUnit({ active: 'inactive', ...state }))).toHaveLength(then);
  expect(diffHost(wanted, withUnit({ active: 'inactive', ...state }))).toHaveLength(1);
});
