import { Firewall, type FirewallRule } from '@cdktf/provider-hcloud/lib/firewall';
import { Construct } from 'constructs';
import type { Ingress } from '../policy/declared.ts';
import { Token } from './cdktf.ts';
import { kitLabels } from './server-plan.ts';

/**
 * The firewall outside of the server: whatever no rule lets in is dropped. It begins with the one rule that it always keeps,
 * because the provider does not notice when the last rule of a firewall is taken away (its issue 1482).
 */
export class CloudFirewall extends Construct {
  readonly #firewall: Firewall;
  readonly #rules: FirewallRule[] = [
    {
      direction: 'in',
      protocol: 'icmp',
      sourceIps: ['0.0.0.0/0', '::/0'],
      // Path MTU discovery needs it, IPv6 cannot live without it, and a ping tells a dead server from a closed port.
      description: 'ICMP',
    },
  ];

  constructor(
    scope: Construct,
    id: string,
    { project, server }: { readonly project: string; readonly server: string },
  ) {
    super(scope, id);
    this.#firewall = new Firewall(this, 'Firewall', {
      name: `${project}-${server}`,
      labels: kitLabels(project, server),
      rule: this.#rules,
    });
  }

  /** For `firewall_ids` of a server: attached that way it stands before the first boot. */
  get id(): number {
    return Token.asNumber(this.#firewall.id);
  }

  /** Lets one kind of traffic in. Sources are canonical CIDRs; one that the provider would rewrite loses all rules (issue 931). */
  allow({ protocol, port, sources, purpose }: Ingress): void {
    this.#rules.push({ direction: 'in', protocol, port: String(port), sourceIps: [...sources], description: purpose });
    this.#firewall.putRule(this.#rules);
  }
}
