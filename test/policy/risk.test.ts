import { describe, expect, it } from 'vitest';
import type { Difference, DifferenceKind } from '../../policy/diff.ts';
import { inStages, isRisky } from '../../policy/risk.ts';

const difference = (kind: DifferenceKind, name: string): Difference => ({
  ...{ kind, name, what: `${kind} ${name}`, wanted: '', observed: '' },
  isKnown: true,
});

it.each<{ when: string; kind: DifferenceKind; name: string; then: boolean }>([
  { when: "sshd's own drop-in", kind: 'file', name: '/etc/ssh/sshd_config.d/00-sclerite.conf', then: true },
  {
    when: "somebody else's sshd drop-in that must go",
    kind: 'absent',
    name: '/etc/ssh/sshd_config.d/05-x',
    then: true,
  },
  { when: 'the firewall', kind: 'file', name: '/etc/nftables.conf', then: true },
  { when: "the admin's keys", kind: 'file', name: '/home/admin/.ssh/authorized_keys', then: true },
  { when: 'the directory of keys, whose mode sshd looks at', kind: 'directory', name: '/home/admin/.ssh', then: true },
  { when: 'a sudo rule', kind: 'file', name: '/etc/sudoers.d/90-x', then: true },
  { when: 'PAM', kind: 'file', name: '/etc/pam.d/sshd', then: true },
  { when: 'a network of systemd', kind: 'file', name: '/etc/systemd/network/10-x.network', then: true },
  { when: 'a kernel setting, which may filter packets', kind: 'file', name: '/etc/sysctl.d/zz.conf', then: true },
  { when: 'a ban rule', kind: 'file', name: '/etc/fail2ban/jail.d/sclerite.local', then: true },
  { when: 'a file that nobody thought of', kind: 'file', name: '/etc/somewhere', then: true },
  { when: 'the sandbox of sshd', kind: 'file', name: '/etc/systemd/system/ssh.service.d/x.conf', then: true },
  { when: 'an account', kind: 'user', name: 'admin', then: true },
  { when: 'a group, which AllowGroups may name', kind: 'group', name: 'openclaw', then: true },
  { when: 'sshd itself', kind: 'unit', name: 'ssh.service', then: true },
  { when: 'a unit that nobody thought of', kind: 'unit', name: 'other.service', then: true },
  { when: 'a package', kind: 'package', name: 'openssh-server', then: false },
  { when: 'the collector', kind: 'file', name: '/usr/local/libexec/sclerite/collect', then: false },
  { when: "the gateway's config", kind: 'file', name: '/etc/openclaw/openclaw.json', then: false },
  { when: "the gateway's unit", kind: 'file', name: '/etc/systemd/system/openclaw-gateway.service', then: false },
  { when: 'a drop-in of nginx', kind: 'file', name: '/etc/systemd/system/nginx.service.d/x.conf', then: false },
  { when: 'a timer of apt', kind: 'unit', name: 'apt-daily-upgrade.timer', then: false },
  { when: 'a socket of the collector', kind: 'unit', name: 'sclerite-facts-fresh.socket', then: false },
  { when: 'what only looks like a harmless path', kind: 'file', name: '/etc/nginxes', then: true },
  { when: 'what only looks like a harmless unit', kind: 'unit', name: 'my-nginx.service', then: true },
])('$when ($kind $name) is risky: $then', ({ kind, name, then }) => {
  expect(isRisky({ kind, name })).toBe(then);
});

describe('stages', () => {
  it('are packages, then what is risky, then the rest, and never an empty one', () => {
    const package_ = difference('package', 'nftables');
    const [file, json] = [difference('file', '/etc/nftables.conf'), difference('file', '/etc/openclaw/openclaw.json')];
    expect(inStages([json, file, package_])).toEqual([
      { isRisky: false, differences: [package_] },
      { isRisky: true, differences: [file] },
      { isRisky: false, differences: [json] },
    ]);
    expect(inStages([json])).toEqual([{ isRisky: false, differences: [json] }]);
    expect(inStages([])).toEqual([]);
  });
});
