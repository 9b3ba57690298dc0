import { existsSync } from 'node:fs';

import { command, tryCommand } from '../command.ts';
import { processIdentity, signal } from '../machines/process.ts';
import { GATEWAY, type LabNetwork, METADATA_ADDRESS, RESOLVERS, RESOLVERS_V6 } from './addresses.ts';

/** Where the daemon serves what it keeps of Debian's archive and the npm registry; only the router's redirections lead there. */
export const MIRROR_PORT = 3142;

/**
 * The router's own rules. Machines that no firewall chain knows get nothing. `prerouting` at mangle comes before the
 * redirections, so outbound rules see the address that the machine meant.
 */
export function renderRouterTable({ table, router, authority }: LabNetwork): string {
  return `add table inet ${table}
flush table inet ${table}
table inet ${table} {
  map inbound { type ifname : verdict; }
  map outbound { type ifname : verdict; }
  set archives { type ipv4_addr; }
  chain from_machine {
    type filter hook prerouting priority mangle; policy accept;
    iifname "vm*" ip6 saddr != { ::, fe80::/10 } fib saddr . iif oif missing drop
    iifname "vm*" udp sport 68 udp dport 67 accept
    iifname "vm*" iifname vmap @outbound
    iifname "vm*" drop
  }
  chain to_machine {
    type filter hook postrouting priority mangle; policy accept;
    oifname "vm*" ip saddr ${GATEWAY} accept
    oifname "vm*" ip saddr ${METADATA_ADDRESS} accept
    oifname "vm*" meta l4proto ipv6-icmp ip6 saddr fe80::/10 accept
    oifname "vm*" oifname vmap @inbound
    oifname "vm*" drop
  }
  chain redirect_archive {
    type nat hook prerouting priority dstnat; policy accept;
    iifname "vm*" ip daddr @archives tcp dport 80 redirect to :${MIRROR_PORT}
    iifname "vm*" ip daddr ${GATEWAY} tcp dport 80 redirect to :${MIRROR_PORT}
  }
  chain services {
    type filter hook input priority filter; policy accept;
    iifname "${router.link}" ct state established,related accept
    iifname "${router.link}" meta l4proto { icmp, ipv6-icmp } accept
    iifname "${router.link}" ip daddr ${authority.ipv4} tcp dport 443 accept
    iifname "${router.link}" drop
  }
}
`;
}

/** The namespace between host and machines, with its link to the host. Does nothing to what stands already. */
export async function raiseRouter(network: LabNetwork): Promise<void> {
  const { host, router, authority } = network;
  const inside = (...argv: string[]) => command(['ip', '-n', router.namespace, ...argv]);
  if (!existsSync(`/run/netns/${router.namespace}`)) await command(['ip', 'netns', 'add', router.namespace]);
  if ((await tryCommand(['ip', 'link', 'show', host.link])).exitCode !== 0) {
    await command([
      ...['ip', 'link', 'add', host.link, 'type', 'veth', 'peer', 'name', router.link, 'netns', router.namespace],
    ]);
  }
  await command(['ip', 'address', 'replace', `${host.ipv4}/30`, 'dev', host.link]);
  await command(['ip', 'address', 'replace', `${host.ipv6}/64`, 'dev', host.link, 'nodad']);
  await command(['ip', 'link', 'set', host.link, 'up']);
  await inside('address', 'replace', `${router.ipv4}/30`, 'dev', router.link);
  await inside('address', 'replace', `${router.ipv6}/64`, 'dev', router.link, 'nodad');
  await inside('link', 'set', router.link, 'up');
  await inside('link', 'set', 'lo', 'up');
  for (const address of [METADATA_ADDRESS, authority.ipv4, ...RESOLVERS])
    await inside('address', 'replace', `${address}/32`, 'dev', 'lo');
  for (const address of RESOLVERS_V6) await inside('address', 'replace', `${address}/128`, 'dev', 'lo', 'nodad');
  await inside('route', 'replace', 'default', 'via', host.ipv4);
  // Nothing of the host's IPv6 is lent to machines: a quick "no route" lets them fall back to IPv4 at once.
  await inside('-6', 'route', 'replace', 'unreachable', 'default', 'metric', '100');
  await command(['ip', 'route', 'replace', network.ipv4Range, 'via', router.ipv4, 'dev', host.link, 'src', host.ipv4]);
  await command(['ip', 'route', 'replace', network.ipv6Range, 'via', router.ipv6, 'dev', host.link, 'src', host.ipv6]);
  await command([
    ...['ip', 'netns', 'exec', router.namespace, 'sysctl', '--quiet', '-w'],
    ...['net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1', 'net.ipv4.conf.all.rp_filter=1'],
  ]);
  const table = await tryCommand([
    'ip',
    'netns',
    'exec',
    router.namespace,
    'nft',
    'list',
    'table',
    'inet',
    network.table,
  ]);
  if (table.exitCode !== 0) await loadRules(network, renderRouterTable(network));
}

export async function loadRules({ router }: LabNetwork, text: string): Promise<void> {
  await command(['ip', 'netns', 'exec', router.namespace, 'nft', '-f', '-'], { input: text });
}

/** Machines' links first: see supervise.sh. Succeeds when nothing stands. */
export async function removeRouter({ host, router }: LabNetwork): Promise<void> {
  // Deleting one end of the pair deletes the other at once; the namespace alone would take a while to let go of it.
  if ((await tryCommand(['ip', 'link', 'show', host.link])).exitCode === 0) {
    await command(['ip', 'link', 'delete', host.link]);
  }
  if (!existsSync(`/run/netns/${router.namespace}`)) return;
  // A namespace lives as long as a process in it: what a killed daemon left there goes as well.
  const pids = (await command(['ip', 'netns', 'pids', router.namespace])).split('\n').filter((line) => line !== '');
  for (const pid of pids) signal(processIdentity(Number(pid)), 'SIGKILL');
  await command(['ip', 'netns', 'delete', router.namespace]);
}
