import { describe, expect, it } from 'vitest';
import type { Ingress } from '../../../policy/declared.ts';
import { renderApt } from '../../../policy/render/apt.ts';
import { renderFail2ban } from '../../../policy/render/fail2ban.ts';
import { renderNftables } from '../../../policy/render/nftables.ts';
import { renderSshd } from '../../../policy/render/sshd.ts';

const hole = (change: Partial<Ingress> = {}): Ingress => ({
  protocol: 'tcp',
  port: 22,
  sources: [],
  hostSources: ['0.0.0.0/0', '::/0'],
  purpose: 'SSH',
  ...change,
});

describe('renderSshd', () => {
  it('puts Match blocks last: everything after one would belong to it', () => {
    const text = renderSshd({
      sshd: { Port: '22', UsePAM: 'yes' },
      sshdFor: { admin: { AllowTcpForwarding: 'local' }, auditor: { ForceCommand: '/bin/ask', PermitTTY: 'no' } },
    });
    expect(text.split('\n').slice(1)).toEqual([
      'Port 22',
      'UsePAM yes',
      '',
      'Match User admin',
      '  AllowTcpForwarding local',
      '',
      'Match User auditor',
      '  ForceCommand /bin/ask',
      '  PermitTTY no',
      '',
    ]);
  });
});

describe('renderNftables', () => {
  const text = renderNftables({ ingress: [hole()], nftOutput: ['ip daddr 169.254.169.254 meta skuid != 0 reject'] });

  it('replaces its own table in one transaction and flushes nobody else’s', () => {
    expect(text.indexOf('delete table inet sclerite')).toBeGreaterThan(text.indexOf('table inet sclerite\n'));
    expect(text).not.toContain('flush ruleset');
  });

  it('drops what comes in and what is forwarded by default', () => {
    expect(text).toContain('type filter hook input priority filter; policy drop;');
    expect(text).toContain('type filter hook forward priority filter; policy drop;');
  });

  it('keeps what IPv6 cannot live without', () => {
    for (const type of ['packet-too-big', 'nd-router-advert', 'nd-neighbor-solicit', 'nd-neighbor-advert']) {
      expect(text).toContain(type);
    }
  });

  it('opens a port to everywhere in both families', () => {
    expect(text).toContain('meta nfproto ipv4 tcp dport 22 counter accept');
    expect(text).toContain('meta nfproto ipv6 tcp dport 22 counter accept');
  });

  it('slows new SSH connections down before it accepts them', () => {
    expect(text.indexOf('update @ssh_pace4')).toBeLessThan(text.indexOf('tcp dport 22 counter accept'));
    expect(text.indexOf('update @ssh_pace4')).toBeGreaterThan(0);
  });

  it('opens a port only to the sources and families that were declared', () => {
    const some = renderNftables({
      ingress: [hole({ port: 443, hostSources: ['192.0.2.0/24', '198.51.100.7/32'] })],
      nftOutput: [],
    });
    expect(some).toContain('ip saddr { 192.0.2.0/24, 198.51.100.7/32 } tcp dport 443 counter accept');
    expect(some).not.toContain('ip6 saddr {');
    expect(some).not.toContain('ssh_pace');
  });

  it('puts the wished rules into the output chain', () => {
    const output = text.slice(text.indexOf('chain output'));
    expect(output).toContain('ip daddr 169.254.169.254 meta skuid != 0 reject');
  });
});

describe('renderFail2ban', () => {
  it('writes one section a jail', () => {
    const text = renderFail2ban({ fail2ban: { DEFAULT: { bantime: '15m' }, sshd: { enabled: 'true' } } });
    expect(text.split('\n').slice(1)).toEqual(['', '[DEFAULT]', 'bantime = 15m', '', '[sshd]', 'enabled = true', '']);
  });
});

describe('renderApt', () => {
  it('clears a list before it fills it: apt would append to an earlier file’s', () => {
    const text = renderApt({ apt: { 'A::List': ['one', 'two'], 'A::Word': 'yes' } });
    expect(text.split('\n').slice(1)).toEqual(['#clear A::List;', 'A::List { "one"; "two"; };', 'A::Word "yes";', '']);
  });

  it('refuses what apt cannot quote', () => {
    expect(() => renderApt({ apt: { 'A::Word': 'a"b' } })).toThrow('cannot hold a quote');
  });
});
