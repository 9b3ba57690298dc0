import { describe, expect, it } from 'vitest';

import type { FirewallRule } from '../../../lab/driver.ts';
import { renderFirewall, renderNoFirewall } from '../../../lab/network/rules.ts';

function rule(given: Partial<FirewallRule>): FirewallRule {
  return { direction: 'in', protocol: 'tcp', sourceIps: [], destinationIps: [], ...given };
}

/** What a chain of the rendered text says, in order. */
function chain(name: string, rules: readonly FirewallRule[] | null): string[] {
  const prefix = `add rule inet t ${name} `;
  const lines = renderFirewall('t', 7, 'vm7', rules).split('\n');
  return lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
}

const established = 'ct state established,related accept';

describe('renderFirewall, inbound', () => {
  it('lets everything in without a firewall', () => expect(chain('in_7', null)).toEqual([established, 'accept']));
  it('drops everything with a firewall that has no rule', () =>
    expect(chain('in_7', [])).toEqual([established, 'drop']));

  it.each([
    {
      when: 'a port from everywhere',
      given: rule({ port: '22', sourceIps: ['0.0.0.0/0', '::/0'] }),
      then: ['meta nfproto ipv4 tcp dport 22 accept', 'meta nfproto ipv6 tcp dport 22 accept'],
    },
    {
      when: 'a port range from one network',
      given: rule({ protocol: 'udp', port: '80-85', sourceIps: ['198.51.100.0/24'] }),
      then: ['ip saddr 198.51.100.0/24 udp dport 80-85 accept'],
    },
    {
      when: 'any port from one IPv6 address',
      given: rule({ port: 'any', sourceIps: ['2001:db8::1/128'] }),
      then: ['ip6 saddr 2001:db8::1/128 meta l4proto tcp accept'],
    },
    {
      when: 'icmp in both families',
      given: rule({ protocol: 'icmp', sourceIps: ['0.0.0.0/0', '::/0'] }),
      then: ['meta nfproto ipv4 meta l4proto icmp accept', 'meta nfproto ipv6 meta l4proto ipv6-icmp accept'],
    },
    {
      when: 'esp',
      given: rule({ protocol: 'esp', sourceIps: ['0.0.0.0/0'] }),
      then: ['meta nfproto ipv4 meta l4proto esp accept'],
    },
  ])('$when', ({ given, then }) => expect(chain('in_7', [given])).toEqual([established, ...then, 'drop']));
});

describe('renderFirewall, outbound', () => {
  const end = (rules: readonly FirewallRule[] | null) => chain('out_7', rules).at(-1);
  it('is open without a firewall', () => expect(end(null)).toBe('accept'));
  it('is open with inbound rules only', () => expect(end([rule({ sourceIps: ['0.0.0.0/0'] })])).toBe('accept'));

  it('is closed but for its rules once there is one', () => {
    const rules = [rule({ direction: 'out', port: '443', destinationIps: ['0.0.0.0/0'] })];
    expect(chain('out_7', rules).slice(-2)).toEqual(['meta nfproto ipv4 tcp dport 443 accept', 'drop']);
  });

  it('never cuts the metadata service off', () => {
    const rules = [rule({ direction: 'out', port: '443', destinationIps: ['0.0.0.0/0'] })];
    expect(chain('out_7', rules)).toContain('ip daddr 169.254.169.254 accept');
  });
});

it('takes away exactly what it made', () => {
  const made = [...renderFirewall('t', 7, 'vm7', null).matchAll(/^add (?:chain|element) inet t (\w+)/gm)];
  const removed = [...renderNoFirewall('t', 7, 'vm7').matchAll(/^delete (?:chain|element) inet t (\w+)/gm)];
  expect(removed.map(([, name]) => name).sort()).toEqual(made.map(([, name]) => name).sort());
});
