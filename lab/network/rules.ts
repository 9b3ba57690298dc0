import type { FirewallRule } from '../driver.ts';
import { METADATA_ADDRESS } from './addresses.ts';

/**
 * The cloud firewall around one machine as text for `nft -f`, in the router's namespace. One transaction: at no moment is
 * the machine without its rules. As at Hetzner: stateful; inbound is dropped unless a rule allows it; outbound is open
 * until there is an outbound rule, then dropped unless one allows it; the metadata service is never filtered; without any
 * firewall (`null`) everything passes.
 */
export function renderFirewall(table: string, id: number, link: string, rules: readonly FirewallRule[] | null): string {
  const inbound = rules?.filter(({ direction }) => direction === 'in') ?? [];
  const outbound = rules?.filter(({ direction }) => direction === 'out') ?? [];
  const chain = (name: string, statements: readonly string[]) => [
    `add chain inet ${table} ${name}`,
    `flush chain inet ${table} ${name}`,
    ...statements.map((statement) => `add rule inet ${table} ${name} ${statement}`),
  ];
  return `${[
    ...chain(`in_${id}`, [
      'ct state established,related accept',
      ...(rules === null ? ['accept'] : [...inbound.flatMap((rule) => renderRule(rule, 'saddr')), 'drop']),
    ]),
    ...chain(`out_${id}`, [
      'ct state established,related accept',
      `ip daddr ${METADATA_ADDRESS} accept`,
      // Neighbour discovery belongs to the link, not to the network that the firewall guards.
      'icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld-listener-report, mld2-listener-report } accept',
      ...(outbound.length === 0 ? ['accept'] : [...outbound.flatMap((rule) => renderRule(rule, 'daddr')), 'drop']),
    ]),
    `add element inet ${table} inbound { "${link}" : jump in_${id} }`,
    `add element inet ${table} outbound { "${link}" : jump out_${id} }`,
  ].join('\n')}\n`;
}

/** Takes the machine's rules away with it. Only after its link is gone: an unknown machine is not let through at all. */
export function renderNoFirewall(table: string, id: number, link: string): string {
  return `${[
    `delete element inet ${table} inbound { "${link}" }`,
    `delete element inet ${table} outbound { "${link}" }`,
    `delete chain inet ${table} in_${id}`,
    `delete chain inet ${table} out_${id}`,
  ].join('\n')}\n`;
}

/** One statement for each address range: ranges of one rule may overlap, which nft's sets refuse. */
function renderRule(rule: FirewallRule, side: 'saddr' | 'daddr'): string[] {
  const ranges = side === 'saddr' ? rule.sourceIps : rule.destinationIps;
  return ranges.map((range) => {
    const family = range.includes(':') ? 'ip6' : 'ip';
    const address = range.endsWith('/0') ? `meta nfproto ipv${family === 'ip' ? 4 : 6}` : `${family} ${side} ${range}`;
    return `${address} ${renderProtocol(rule, family)} accept`;
  });
}

function renderProtocol({ protocol, port }: FirewallRule, family: 'ip' | 'ip6'): string {
  if (protocol === 'icmp') return `meta l4proto ${family === 'ip' ? 'icmp' : 'ipv6-icmp'}`;
  if (protocol === 'esp' || protocol === 'gre') return `meta l4proto ${protocol}`;
  if (port === undefined || port === 'any') return `meta l4proto ${protocol}`;
  return `${protocol} dport ${port}`;
}
