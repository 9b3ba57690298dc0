import { defineFact, Unreadable } from './fact.ts';

/** A rule as the API has it. */
export interface CloudRule {
  readonly direction: 'in' | 'out';
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'esp' | 'gre';
  /** `"22"`, `"80-85"`, `"any"`; null for icmp, esp and gre. */
  readonly port?: string | null;
  readonly source_ips: readonly string[];
}

export interface CloudFirewall {
  readonly id: number;
  readonly name: string;
  readonly rules: readonly CloudRule[];
}

/** The firewalls that are attached to this server, as the cloud's API shows them; none when nothing is attached. */
export const cloudFirewalls = defineFact<readonly CloudFirewall[]>({
  title: "the server's firewalls in the cloud API",
  speed: 'fast',
  source: () => ({ kind: 'cloud', view: 'firewalls' }),
  parse(reading) {
    if (reading.kind !== 'view') throw new Unreadable(`expected a view, got ${reading.kind}`);
    const firewalls = (reading.value as { firewalls?: readonly CloudFirewall[] } | null)?.firewalls;
    if (!Array.isArray(firewalls) || firewalls.some((firewall) => !Array.isArray(firewall?.rules))) {
      throw new Unreadable('the API showed no list of firewalls with rules');
    }
    return firewalls;
  },
});
