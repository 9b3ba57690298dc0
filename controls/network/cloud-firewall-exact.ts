import type { CloudFirewall } from '../../facts/cloud-firewalls.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { type AddressRanges, addressRanges } from './_address-ranges.ts';

export default defineControl({
  id: 'network.cloud-firewall-exact',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'The cloud firewall is attached and opens exactly the declared ports',
  failureTitle: 'The cloud firewall is not attached, or opens something else than the declared ports',
  why: 'It is the one firewall that no process on the server can switch off, and a second one attached beside it only ever opens more.',
  references: ['https://docs.hetzner.cloud/reference/cloud#firewalls'],
  needs: ['cloudServer', 'cloudFirewalls'],
  check({ cloudServer, cloudFirewalls }, { ingress }) {
    const attached = cloudServer.public_net.firewalls;
    const found = openings(cloudFirewalls);
    const wanted = new Map(
      ingress.map(({ protocol, port, sources }) => [`${protocol}/${port}`, addressRanges(sources)]),
    );
    const evidence = [
      ...attached.map(({ id, status }) => `API: firewall ${id} is ${status} on server ${cloudServer.id}`),
      ...[...found].map(([name, sources]) => `API: ${name} is open to ${sources.join(', ')}`),
    ];
    const wrong = [
      ...(attached.length === 0
        ? [`API: no firewall is attached to server ${cloudServer.id}: everything comes in`]
        : []),
      ...[...found.keys()]
        .filter((name) => !wanted.has(name))
        .map((name) => `API: ${name} is open and was not declared`),
      ...(attached.length === 0 ? [] : [...wanted]).flatMap(([name, sources]) => {
        const actual = found.get(name);
        if (!actual) return [`API: ${name} was declared and is not open`];
        return actual.join() === sources.join()
          ? []
          : [`API: ${name} is open to ${actual.join(', ')}, declared was ${sources.join(', ')}`];
      }),
    ];
    if (wrong.length > 0)
      return fail(
        [...evidence, ...wrong],
        'Look who changed it, then run ./sclerite deploy: it puts the firewall back.',
      );
    const pending = attached.filter(({ status }) => status !== 'applied');
    if (pending.length > 0)
      return cannotTell(`firewall ${pending.map(({ id }) => id).join(', ')} is not applied yet: ask again in a minute`);
    return pass(evidence);
  },
});

/** What all attached firewalls together let in, by `protocol/port`. ICMP is no service and may always come in. */
function openings(firewalls: readonly CloudFirewall[]): ReadonlyMap<string, AddressRanges> {
  const blocks = new Map<string, string[]>();
  for (const rule of firewalls.flatMap((firewall) => firewall.rules)) {
    if (rule.direction !== 'in' || rule.protocol === 'icmp') continue;
    const name = rule.port ? `${rule.protocol}/${rule.port}` : rule.protocol;
    blocks.set(name, [...(blocks.get(name) ?? []), ...rule.source_ips]);
  }
  return new Map([...blocks].map(([name, sources]) => [name, addressRanges(sources)]));
}
