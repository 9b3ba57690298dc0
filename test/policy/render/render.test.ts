import { describe, expect, it } from 'vitest';
import type { Ingress } from '../../../policy/declared.ts';
import { renderApt } from '../../../policy/render/apt.ts';
import { renderFail2ban } from '../../../policy/render/fail2ban.ts';
import { renderModprobe } from '../../../policy/render/modprobe.ts';
import { renderNftables } from '../../../policy/render/nftables.ts';
import { renderSshd } from '../../../policy/render/sshd.ts';
import { renderSysctl, sysctlPaths } from '../../../policy/render/sysctl.ts';

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

const none = { nftInput: [], nftOutput: [], nftEgress: [] };

describe('renderNftables', () => {
  const text = renderNftables({
    ...none,
    ingress: [hole()],
    nftOutput: ['ip daddr 169.254.169.254 meta skuid != 0 reject'],
  });

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
      ...none,
      ingress: [hole({ port: 443, hostSources: ['192.0.2.0/24', '198.51.100.7/32'] })],
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

describe('what may leave', () => {
  const chain = (egress: readonly string[]) => {
    const text = renderNftables({ ...none, ingress: [], nftOutput: ['first'], nftEgress: egress });
    return text
      .slice(text.indexOf('chain output'))
      .split('\n')
      .map((line) => line.trim());
  };

  it('is everything, unless something is named', () => {
    expect(chain([]).slice(1, 4)).toEqual(['type filter hook output priority filter; policy accept;', 'first', '}']);
  });

  it('is refused with a log line and a counter, unless a rule accepts it; what is forbidden comes first', () => {
    expect(chain(['udp dport 53 accept']).slice(1, 7)).toEqual([
      'type filter hook output priority filter; policy drop;',
      'ct state vmap { established : accept, related : accept }',
      'first',
      'udp dport 53 accept',
      'limit rate 10/minute burst 20 packets log prefix "sclerite egress refused: "',
      'counter reject with icmpx admin-prohibited comment "egress refused by default"',
    ]);
  });
});

describe('renderSysctl', () => {
  it('sets forwarding first: a change of it turns other settings over', () => {
    const text = renderSysctl({
      sysctl: {
        'net/ipv4/conf/all/accept_redirects': '0',
        'net/ipv4/conf/all/forwarding': '0',
        'net/ipv4/tcp_syncookies': '1',
      },
    });
    expect(sysctlPaths(text)).toEqual([
      'net/ipv4/conf/all/forwarding',
      'net/ipv4/conf/all/accept_redirects',
      'net/ipv4/tcp_syncookies',
    ]);
  });

  it('writes paths that can be read back, stars included', () => {
    const text = renderSysctl({ sysctl: { 'net/ipv4/conf/*/rp_filter': '1', 'net/ipv4/tcp_syncookies': '1' } });
    expect(text.split('\n').slice(1)).toEqual(['net/ipv4/conf/*/rp_filter = 1', 'net/ipv4/tcp_syncookies = 1', '']);
    expect(sysctlPaths(text)).toEqual(['net/ipv4/conf/*/rp_filter', 'net/ipv4/tcp_syncookies']);
  });
});

it('renderModprobe keeps a module from being loaded by alias and by name', () => {
  expect(
    renderModprobe({ modulesOff: ['dccp'] })
      .split('\n')
      .slice(1),
  ).toEqual(['blacklist dccp', 'install dccp /bin/false', '']);
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
