import type { Ingress } from '../declared.ts';
import type { Merged } from '../merge.ts';

/** What Debian's nftables.service loads at boot, before the network is up. */
export const NFTABLES_CONF = '/etc/nftables.conf';
/** The one table that is ours. fail2ban keeps its bans in another. */
export const NFT_TABLE = 'sclerite';

/** How what may not leave is found again: in the kernel's log, and by its counter in `nft list ruleset`. */
export const EGRESS_LOG = 'sclerite egress refused: ';
export const EGRESS_REFUSED = 'egress refused by default';

const SSH_PORT = 22;
/** A client that opens a new SSH connection more often than this is no person and no CI; the burst covers a fleet behind one NAT. */
const SSH_PACE = 'limit rate over 5/second burst 150 packets';
/** Nor does any of them hold so many at once. The proxy counts its own, by paths and devices. */
const SSH_AT_ONCE = 'ct count over 100';

/**
 * The host's firewall: IPv4 and IPv6 in one table, everything inbound dropped but what is listed.
 *
 * It replaces its own table in one transaction and never says `flush ruleset`: that would lift every ban of fail2ban. A reload
 * keeps established connections, for conntrack is not touched.
 */
export function renderNftables({
  ingress,
  nftInput,
  nftOutput,
  nftEgress,
}: Pick<Merged, 'ingress' | 'nftInput' | 'nftOutput' | 'nftEgress'>): string {
  const paced = ingress.some(isSsh);
  return [
    '#!/usr/sbin/nft -f',
    '# Owned by Sclerite and replaced as a whole.',
    `table inet ${NFT_TABLE}`,
    `delete table inet ${NFT_TABLE}`,
    '',
    `table inet ${NFT_TABLE} {`,
    ...(paced
      ? [
          paceSet('ssh_pace4', 'ipv4_addr'),
          paceSet('ssh_pace6', 'ipv6_addr'),
          countSet('ssh_open4', 'ipv4_addr'),
          countSet('ssh_open6', 'ipv6_addr'),
        ]
      : []),
    '\tchain input {',
    '\t\ttype filter hook input priority filter; policy drop;',
    '\t\tct state vmap { established : accept, related : accept, invalid : drop }',
    '\t\tiif "lo" accept',
    // RFC 4890 4.4: without these, path MTU discovery and IPv6 itself stop working.
    '\t\ticmp type { destination-unreachable, time-exceeded, parameter-problem } accept',
    '\t\ticmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem } accept',
    '\t\ticmpv6 type { nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept',
    '\t\ticmpv6 type mld-listener-query ip6 saddr fe80::/10 accept',
    '\t\ticmp type echo-request limit rate 50/second accept',
    '\t\ticmpv6 type echo-request limit rate 50/second accept',
    // A DHCP answer may come as a broadcast, which conntrack does not recognise as one.
    '\t\tudp sport 67 udp dport 68 accept',
    '\t\tip6 saddr fe80::/10 udp sport 547 udp dport 546 accept',
    ...nftInput.map((rule) => `\t\t${rule}`),
    ...ingress.flatMap(openings).map((rule) => `\t\t${rule}`),
    '\t\tcounter comment "dropped by default"',
    '\t}',
    '\tchain forward {',
    '\t\ttype filter hook forward priority filter; policy drop;',
    '\t}',
    '\tchain output {',
    ...outbound(nftOutput, nftEgress).map((line) => `\t\t${line}`),
    '\t}',
    '}',
    '',
  ].join('\n');
}

/** Refused, not dropped: whoever asks learns it at once instead of waiting for minutes. */
function outbound(rules: readonly string[], egress: readonly string[]): string[] {
  if (egress.length === 0) return ['type filter hook output priority filter; policy accept;', ...rules];
  return [
    'type filter hook output priority filter; policy drop;',
    'ct state vmap { established : accept, related : accept }',
    ...rules,
    ...egress,
    `limit rate 10/minute burst 20 packets log prefix "${EGRESS_LOG}"`,
    `counter reject with icmpx admin-prohibited comment "${EGRESS_REFUSED}"`,
  ];
}

const isSsh = (hole: Ingress) => hole.protocol === 'tcp' && hole.port === SSH_PORT;

const paceSet = (name: string, type: string) =>
  `\tset ${name} { type ${type}; size 65536; flags dynamic,timeout; timeout 1m; }`;

const countSet = (name: string, type: string) => `\tset ${name} { type ${type}; size 65536; flags dynamic; }`;

/** The rules that open one hole, to `hostSources` only. */
function openings(hole: Ingress): string[] {
  const port = `${hole.protocol} dport ${hole.port}`;
  const pace = isSsh(hole)
    ? [
        `${port} ct state new update @ssh_pace4 { ip saddr ${SSH_PACE} } counter drop`,
        // One customer holds a whole /64.
        `${port} ct state new update @ssh_pace6 { ip6 saddr and ffff:ffff:ffff:ffff:: ${SSH_PACE} } counter drop`,
        `${port} ct state new add @ssh_open4 { ip saddr ${SSH_AT_ONCE} } counter drop`,
        `${port} ct state new add @ssh_open6 { ip6 saddr and ffff:ffff:ffff:ffff:: ${SSH_AT_ONCE} } counter drop`,
      ]
    : [];
  return [...pace, ...['ip', 'ip6'].flatMap((family) => accept(family, hole, port))];
}

function accept(family: string, hole: Ingress, port: string): string[] {
  const world = family === 'ip' ? '0.0.0.0/0' : '::/0';
  const sources = hole.hostSources.filter((source) => source.includes(':') === (family === 'ip6'));
  if (sources.length === 0) return [];
  const from = sources.includes(world)
    ? `meta nfproto ${family === 'ip' ? 'ipv4' : 'ipv6'}`
    : `${family} saddr { ${sources.join(', ')} }`;
  return [`${from} ${port} counter accept`];
}
