import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { encodeUserData, MAX_USER_DATA_BYTES } from '../../cloud-init/encode.ts';
import { firstBootScript } from '../../cloud-init/first-boot.ts';
import { bornWith, leftToHandover } from '../../cloud-init/left-to-handover.ts';
import { BOOTSTRAP_SUDOERS, userData } from '../../cloud-init/user-data.ts';
import type { Wanted } from '../../policy/wanted.ts';
import { wantedState } from '../../policy/wanted-state.ts';
import { declared, key } from './declared.ts';

const root = { owner: 'root', group: 'root' };
/** A little of everything. */
const sample: Wanted = {
  packages: ['fail2ban', 'nftables'],
  groups: ['openclaw'],
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
  files: [
    { path: '/etc/ssh/sshd_config.d/00-sclerite.conf', content: 'PasswordAuthentication no\n', mode: '0600', ...root },
    {
      path: '/etc/openclaw/openclaw.json',
      content: '{"yes": "on"}\n',
      mode: '0600',
      owner: 'openclaw',
      group: 'openclaw',
    },
  ],
  directories: [{ path: "/srv/it's here", mode: '1770', owner: 'root', group: 'openclaw' }],
  absent: [BOOTSTRAP_SUDOERS, '/root/.ssh/authorized_keys'],
  units: [
    { name: 'nftables.service', enabled: 'enabled', active: true },
    { name: 'openclaw-gateway.service', enabled: 'enabled', active: true },
    { name: 'rpcbind.socket', enabled: 'masked', active: false },
    { name: 'avahi-daemon.service', enabled: 'disabled', active: false },
  ],
};

describe('user data', () => {
  it('is what cloud-init is told', async () => {
    await expect(userData(sample, declared, key)).toMatchFileSnapshot('./user-data.golden.yaml');
  });

  const whole = wantedState(declared);
  const text = userData(whole, declared, key);
  const config = parse(text, { version: '1.1' });

  it('is the same bytes every time', () => expect(userData(wantedState(declared), declared, key)).toBe(text));

  it('is cloud-config, and means in YAML 1.1 what it meant here', () => {
    expect(text.startsWith('#cloud-config\n')).toBe(true);
    const files = new Map(config.write_files.map((file: { path: string }) => [file.path, file]));
    for (const file of bornWith(whole).files) {
      expect(files.get(file.path)).toMatchObject({ content: file.content, permissions: file.mode });
    }
  });

  it('holds no private key but the throwaway one', () => {
    expect(text.match(/PRIVATE KEY/g)).toHaveLength(2); // its first and its last line
    expect(config.ssh_keys.ed25519_private).toBe(key.hostKeyPrivate);
  });

  it('lets nobody in but the users it names', () => {
    expect(config).toMatchObject({
      disable_root: true,
      ssh_pwauth: false,
      ssh_deletekeys: true,
      allow_public_ssh_keys: false,
    });
    expect(
      config.users.every(
        (user: { lock_passwd: boolean; sudo?: unknown }) => user.lock_passwd && user.sudo === undefined,
      ),
    ).toBe(true);
    expect(config.users.map((user: { name: string }) => user.name)).toEqual(whole.users.map(({ name }) => name));
  });

  it('keeps to its share of what Hetzner takes', () => {
    expect(encodeUserData(text).length).toBeLessThanOrEqual(MAX_USER_DATA_BYTES);
  });

  it.each(['tls', 'mtls'] as const)(
    'keeps to it with exposure %s, and nginx is never without our own config',
    (kind) => {
      const exposure = {
        kind,
        name: 'gateway.example.com',
        authority: { directory: 'https://ca.example/dir', caa: 'ca.example' },
        challenge: 'http-01',
        profile: 'intermediate',
        account: 'https://ca.example/acct/1',
      } as const;
      const exposed = {
        ...declared,
        exposure,
        openclaw: { ...declared.openclaw, controlUi: true, publicName: exposure.name },
      };
      const born = userData(wantedState(exposed), exposed, key);
      expect(encodeUserData(born).length).toBeLessThanOrEqual(MAX_USER_DATA_BYTES);
      const { packages, write_files } = parse(born, { version: '1.1' });
      expect(packages).toEqual(expect.arrayContaining(['nginx', 'certbot']));
      expect(write_files.map(({ path }: { path: string }) => path)).toContain('/etc/nginx/nginx.conf');
    },
  );

  it('and what handover brings are everything that is wanted', () => {
    const rest = leftToHandover(whole);
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
    expect([...bornWith(whole).files, ...rest.files].sort(byPath)).toEqual([...whole.files].sort(byPath));
    expect(bornWith(whole).units.length + rest.units.length).toBe(whole.units.length);
    expect(rest.files.length).toBeGreaterThan(0);
  });

  it('does not change when the caller moves or keys are pinned, or no deploy would ever be the last', () => {
    const moved = {
      ...declared,
      ingress: declared.ingress.map((hole) => ({ ...hole, sources: ['198.51.100.99/32'] })),
      pinnedHostKeys: ['ssh-ed25519 CCCC'],
    };
    expect(wantedState(moved)).toEqual(whole);
  });
});

describe('the script of the first boot', () => {
  const script = firstBootScript(sample, ['openclaw-gateway.service']);

  it('is bash, with every name quoted that needs it', () => {
    expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect(script).toContain(`'/srv/it'\\''s here'`);
  });

  it('stops at the first failure', () => expect(script.split('\n')[0]).toBe('set -eu'));

  it('enables what starts later, and does not start it', () => {
    expect(script).toMatch(/^systemctl enable .*openclaw-gateway\.service/m);
    expect(script).toMatch(/^systemctl start nftables\.service$/m);
  });

  it('has no empty commands when nothing is wanted', () => {
    expect(firstBootScript({ directories: [], absent: [], units: [] }, []).split('\n').slice(0, 2)).toEqual([
      'set -eu',
      'systemctl daemon-reload',
    ]);
    expect(firstBootScript({ directories: [], absent: [], units: [] }, [])).not.toMatch(
      /^(rm|install|systemctl (mask|enable|start))/m,
    );
  });
});

describe('encoding', () => {
  it('leaves small texts readable', () => expect(encodeUserData('#cloud-config\n')).toBe('#cloud-config\n'));

  it('compresses larger ones, the same way every time', () => {
    const text = `#cloud-config\n${'# the same line\n'.repeat(2_000)}`;
    const encoded = encodeUserData(text);
    expect(encoded).toMatch(/^H4sI[A-Za-z0-9+/]+=*$/);
    expect(encodeUserData(text)).toBe(encoded);
  });

  it('refuses what does not fit even then', () => {
    const noise = Array.from({ length: 20_000 }, (_, index) =>
      ((index * index * 2_654_435_761) % 4_294_967_291).toString(36),
    ).join('');
    expect(() => encodeUserData(noise)).toThrow(
      expect.objectContaining({ code: 'E_USER_DATA_SIZE', message: expect.stringContaining('12288') }),
    );
  });
});
