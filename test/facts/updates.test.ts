import { describe, expect, it } from 'vitest';
import { aptConfig, aptValues } from '../../facts/apt-config.ts';
import { aptUnsignedSources } from '../../facts/apt-unsigned-sources.ts';
import { heldPackages } from '../../facts/held-packages.ts';
import { osRelease } from '../../facts/os-release.ts';
import { updateStamps } from '../../facts/update-stamps.ts';
import { upgradeOrigins } from '../../facts/upgrade-origins.ts';
import { command, files, NOW } from './_reading.ts';

describe('aptConfig', () => {
  // From Debian 13, apt 3.0.3.
  const dump = `APT "";
APT::Architecture "amd64";
APT::Periodic "";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Origins-Pattern "";
Unattended-Upgrade::Origins-Pattern:: "origin=Debian,codename=\${distro_codename},label=Debian";
Unattended-Upgrade::Origins-Pattern:: "origin=Debian,codename=\${distro_codename}-security,label=Debian-Security";
`;

  it('reads settings and lists', () => {
    const settings = aptConfig.parse(command(dump));
    expect(aptValues(settings, 'APT::Periodic::Unattended-Upgrade')).toEqual(['1']);
    expect(aptValues(settings, 'unattended-upgrade::origins-pattern')).toHaveLength(2);
    expect(aptValues(settings, 'APT')).toEqual([]);
    expect(aptValues(settings, 'constructor')).toEqual([]);
  });

  it('does not take silence for settings', () => {
    expect(() => aptConfig.parse(command(''))).toThrow('no setting');
    expect(() => aptConfig.parse(command(dump, 100, 'E: Syntax error'))).toThrow('E: Syntax error');
  });
});

describe('aptUnsignedSources', () => {
  it.each([
    { when: 'nothing is found', reading: command('', 1), found: [] },
    {
      when: 'the old list is not there',
      reading: command('', 2, '/usr/bin/grep: /etc/apt/sources.list: No such file or directory'),
      found: [],
    },
    {
      when: 'one is found',
      reading: command('/etc/apt/sources.list.d/x.sources:3:Trusted: yes\n'),
      found: [{ file: '/etc/apt/sources.list.d/x.sources', line: 3, option: 'Trusted: yes' }],
    },
  ])('$when', ({ reading, found }) => {
    expect(aptUnsignedSources.parse(reading)).toEqual(found);
  });

  it.each([
    {
      when: 'a folder cannot be read',
      reading: command('', 2, '/usr/bin/grep: /etc/apt/sources.list.d: Permission denied'),
    },
    { when: 'grep was killed', reading: command('', null) },
    { when: 'grep prints something else', reading: command('Binary file matches\n') },
  ])('is unreadable when $when', ({ reading }) => {
    expect(() => aptUnsignedSources.parse(reading)).toThrow();
  });
});

describe('updateStamps', () => {
  it('takes the later of the two stamps', () => {
    const text = '1795415900.6491440290 /var/lib/apt/lists\n1795415800.0000000000 /var/lib/apt/periodic/update-stamp\n';
    expect(updateStamps.parse(command(text))).toEqual({ listsCheckedAt: 1_795_415_900, at: NOW });
  });

  it('sees a reboot that is asked for', () => {
    const text = '1795415900.0 /var/lib/apt/lists\n1795400000.5 /run/reboot-required\n';
    expect(updateStamps.parse(command(text)).rebootRequiredSince).toBe(1_795_400_000);
  });

  it('is unreadable without lists', () => {
    expect(() => updateStamps.parse(command(''))).toThrow('/var/lib/apt/lists');
    expect(() => updateStamps.parse(command('x /var/lib/apt/lists\n'))).toThrow();
  });
});

describe('osRelease', () => {
  const file = (content: string) => files({ path: '/usr/lib/os-release', content });

  it('reads with and without quotes', () => {
    const text = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nVERSION_CODENAME=trixie\nID=debian\n';
    expect(osRelease.parse(file(text))).toEqual({ id: 'debian', versionId: '13', at: NOW });
  });

  it('is unreadable without an id', () => {
    expect(() => osRelease.parse(file('VERSION_ID="13"\n'))).toThrow('ID');
    expect(() => osRelease.parse(files())).toThrow('not there');
  });
});

it('upgradeOrigins names what unattended-upgrades answers', () => {
  const answer = {
    patterns: ['origin=Debian', 'origin=Debian'],
    archives: [['Debian', 'Debian-Security', 'trixie-security', 'stable-security', true]],
  };
  expect(upgradeOrigins.parse(command(JSON.stringify(answer)))).toEqual({
    patterns: ['origin=Debian'],
    archives: [
      {
        origin: 'Debian',
        label: 'Debian-Security',
        codename: 'trixie-security',
        suite: 'stable-security',
        allowed: true,
      },
    ],
  });
  expect(() => upgradeOrigins.parse(command('{}'))).toThrow('another shape');
  expect(() => upgradeOrigins.parse(command('', 1, 'No such file'))).toThrow('No such file');
});

it('heldPackages are one to a line', () => {
  expect(heldPackages.parse(command('curl\ntar\n'))).toEqual(['curl', 'tar']);
  expect(heldPackages.parse(command(''))).toEqual([]);
});
