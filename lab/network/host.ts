import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { command, tryCommand } from '../command.ts';
import { checkRanges, type HostRoute, type LabNetwork } from './addresses.ts';
import { closeForwarding, openForwarding } from './forwarding-rules.ts';

/**
 * What all labs of a host share: the uplink's forwarding switch as it was, and which labs need it on. The last one to go
 * turns it back. Below /run, because a reboot turns it back as well.
 */
const SHARED = '/run/sclerite-lab/forwarding';

/** @throws E_LAB_ADDRESSES */
export async function checkHostRoutes(network: LabNetwork): Promise<void> {
  for (const family of ['-4', '-6']) {
    const routes: HostRoute[] = JSON.parse(
      (await command(['ip', '-j', family, 'route', 'show', 'table', 'all'])) || '[]',
    );
    checkRanges(network, routes);
  }
}

export function renderHostTable({ table, host, ipv4Range }: LabNetwork): string {
  return `add table ip ${table}
flush table ip ${table}
table ip ${table} {
  chain leave {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${ipv4Range} oifname != { "lo", "${host.link}" } masquerade
  }
}
`;
}

/** Lets machines out through the host's own address. */
export async function raiseHost(network: LabNetwork): Promise<void> {
  await command(['nft', '-f', '-'], { input: renderHostTable(network) });
  await writeFile(forwardingSwitch(network.host.link), '1');
  for (const link of await uplinks()) await lendForwarding(link, network);
  await openForwarding(network);
}

export async function removeHost(network: LabNetwork): Promise<void> {
  await closeForwarding(network);
  if ((await tryCommand(['nft', 'list', 'table', 'ip', network.table])).exitCode === 0) {
    await command(['nft', 'delete', 'table', 'ip', network.table]);
  }
  if (!existsSync(SHARED)) return;
  for (const link of await readdir(SHARED)) await returnForwarding(link, network);
}

/** Links that a default IPv4 route leaves through. None on a host without a network, where the lab still works inside. */
async function uplinks(): Promise<string[]> {
  const routes: HostRoute[] = JSON.parse((await command(['ip', '-j', '-4', 'route', 'show', 'default'])) || '[]');
  return [...new Set(routes.flatMap(({ dev }) => (dev === undefined ? [] : [dev])))];
}

/** One link's switch decides about packets that arrive on it; the host's global one would change all its links. */
function forwardingSwitch(link: string): string {
  return `/proc/sys/net/ipv4/conf/${link}/forwarding`;
}

async function lendForwarding(link: string, { table }: LabNetwork): Promise<void> {
  const dir = join(SHARED, link);
  await mkdir(join(dir, 'labs'), { recursive: true, mode: 0o700 });
  if (!existsSync(join(dir, 'before'))) {
    await writeFile(join(dir, 'before'), await readFile(forwardingSwitch(link), 'utf8'));
  }
  await writeFile(join(dir, 'labs', table), '');
  await writeFile(forwardingSwitch(link), '1');
}

async function returnForwarding(link: string, { table }: LabNetwork): Promise<void> {
  const dir = join(SHARED, link);
  if (!existsSync(join(dir, 'labs', table))) return;
  await rm(join(dir, 'labs', table));
  if ((await readdir(join(dir, 'labs'))).length > 0) return;
  if (existsSync(forwardingSwitch(link))) {
    await writeFile(forwardingSwitch(link), await readFile(join(dir, 'before'), 'utf8'));
  }
  await rm(dir, { recursive: true });
  if ((await readdir(SHARED)).length === 0) await rm('/run/sclerite-lab', { recursive: true });
}
