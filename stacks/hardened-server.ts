import { Server } from '@cdktf/provider-hcloud/lib/server';
import { Construct } from 'constructs';
import type { ServerConfig } from '../config/config.ts';
import { Fn, Token } from './cdktf.ts';
import type { CloudFirewall } from './cloud-firewall.ts';
import type { OperatorKeys } from './operator-keys.ts';
import type { PublicAddresses } from './public-addresses.ts';
import { kitLabels } from './server-plan.ts';

export interface HardenedServerProps {
  readonly project: string;
  readonly server: ServerConfig;
  readonly keys: OperatorKeys;
  readonly firewall: CloudFirewall;
  readonly addresses: PublicAddresses;
  /** Absolute path; its text reaches Terraform by `file()` and never the synthesized stack. */
  readonly userDataFile: string;
}

/** A server that is born behind its firewall, on addresses of its own, with its whole wanted state in its user data. */
export class HardenedServer extends Construct {
  readonly #server: Server;

  constructor(
    scope: Construct,
    id: string,
    { project, server, keys, firewall, addresses, userDataFile }: HardenedServerProps,
  ) {
    super(scope, id);
    this.#server = new Server(this, 'Server', {
      name: server.name, // the host's own name comes from it
      serverType: server.type,
      image: server.image,
      location: server.location,
      labels: { ...server.labels, ...kitLabels(project, server.name) },
      sshKeys: [...keys.ids],
      userData: Fn.file(userDataFile),
      firewallIds: [firewall.id],
      publicNet: [
        {
          ipv4Enabled: true,
          ipv4: Token.asNumber(addresses.ipv4.id),
          ipv6Enabled: true,
          ipv6: Token.asNumber(addresses.ipv6.id),
        },
      ],
      // Any change of these would replace the server; after birth they are none of Terraform's business: apply keeps the host.
      lifecycle: { ignoreChanges: ['user_data', 'ssh_keys'] },
    });
  }

  get id(): string {
    return this.#server.id;
  }
  /** A number, for resources that belong to the server. */
  get numericId(): number {
    return Token.asNumber(this.#server.id);
  }
  get ipv4(): string {
    return this.#server.ipv4Address;
  }
  /** The host's own address: the first one of its network. */
  get ipv6(): string {
    return this.#server.ipv6Address;
  }
}
