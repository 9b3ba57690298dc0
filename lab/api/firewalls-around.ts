/** Which firewalls stand around a server, and what they say together. */
import type { FirewallRule } from '../driver.ts';
import { parseSelector } from './labels.ts';
import { type FirewallRecord, firewalls, type RuleRecord, type ServerRecord, servers } from './records.ts';
import type { Store } from './store.ts';

/** Every firewall applied to this server, by its id or by a label selector. */
export function firewallsAround(store: Store, server: ServerRecord): FirewallRecord[] {
  return firewalls(store).filter(
    (firewall) => firewall.servers.includes(server.id) || firewall.selectors.some((text) => selects(text, server)),
  );
}

/** The rules of all of them, or `null` when none is applied: then everything passes, as at Hetzner. */
export function rulesAround(store: Store, server: ServerRecord): FirewallRule[] | null {
  const around = firewallsAround(store, server);
  return around.length === 0 ? null : around.flatMap((firewall) => firewall.rules.map(forDriver));
}

/** Ids of the servers a firewall stands around now. */
export function serversBehind(store: Store, firewall: FirewallRecord): number[] {
  const all = servers(store).filter((server) => firewallsAround(store, server).includes(firewall));
  return all.map(({ id }) => id);
}

export function selects(selector: string, server: ServerRecord): boolean {
  return parseSelector(selector)(server.labels);
}

const forDriver = (rule: RuleRecord): FirewallRule => ({
  direction: rule.direction,
  protocol: rule.protocol,
  ...(rule.port === null ? {} : { port: rule.port }),
  sourceIps: rule.source_ips,
  destinationIps: rule.destination_ips,
});
