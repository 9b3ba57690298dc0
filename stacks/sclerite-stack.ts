import { HcloudProvider } from '@cdktf/provider-hcloud/lib/provider';
import { Construct } from 'constructs';
import { LocalBackend, TerraformOutput, TerraformStack } from './cdktf.ts';
import { CloudFirewall } from './cloud-firewall.ts';
import { DataVolume } from './data-volume.ts';
import { DnsRecords } from './dns-records.ts';
import { Handover } from './handover.ts';
import { HardenedServer } from './hardened-server.ts';
import { OperatorKeys } from './operator-keys.ts';
import { PublicAddresses } from './public-addresses.ts';
import { ReverseDns } from './reverse-dns.ts';
import type { PlannedKey, ServerPlan } from './server-plan.ts';

export interface ScleriteStackProps {
  readonly project: string;
  /** Login name of the admin, for the ssh line in the outputs. */
  readonly admin: string;
  readonly keys: readonly PlannedKey[];
  readonly servers: readonly ServerPlan[];
  /** Absolute path of the Terraform state. */
  readonly stateFile: string;
  /** Absolute path of the OpenSSH known_hosts file of a server, for the ssh line in the outputs. */
  readonly knownHostsOf: (server: string) => string;
  /** Absolute path of the checkout. */
  readonly root: string;
  /** Absolute path of the operator's config. */
  readonly configFile: string;
  /** How often the provider asks whether an action is done. @default '500ms' */
  readonly pollInterval?: string;
}

/** Every server of one project, so that `cdktf deploy` needs no argument. */
export class ScleriteStack extends TerraformStack {
  readonly #props: ScleriteStackProps;

  constructor(scope: Construct, id: string, props: ScleriteStackProps) {
    super(scope, id);
    this.#props = props;
    // Token and endpoint come from HCLOUD_TOKEN and HCLOUD_ENDPOINT, read by the provider itself: they are in no file.
    new HcloudProvider(this, 'Hcloud', { pollInterval: props.pollInterval ?? '500ms' });
    new LocalBackend(this, { path: props.stateFile });
    const keys = new OperatorKeys(this, 'Operators', props);
    const servers = props.servers.map((plan) => [plan.server.name, this.#createServer(plan, keys)] as const);
    this.#createOutput(servers);
  }

  #createServer(
    { server: config, ingress, userDataFile, handoverDigest, records }: ServerPlan,
    keys: OperatorKeys,
  ): HardenedServer {
    const { project, root, configFile } = this.#props;
    const { name, location, volume, domain } = config;
    const scope = new Construct(this, name);

    const firewall = new CloudFirewall(scope, 'Firewall', { project, server: name });
    for (const hole of ingress) firewall.allow(hole);
    const addresses = new PublicAddresses(scope, 'Addresses', { project, server: name, location });
    const server = new HardenedServer(scope, 'Host', {
      project,
      server: config,
      keys,
      firewall,
      addresses,
      userDataFile,
    });
    if (volume)
      new DataVolume(scope, 'Volume', { project, server: name, location, size: volume.size }).attachTo(server);
    if (domain) new ReverseDns(scope, 'ReverseDns', { domain, addresses, server });
    const after = records ? new DnsRecords(scope, 'Dns', { project, server, name, records }).all : [];
    new Handover(scope, 'Handover', { name, server, digest: handoverDigest, root, configFile, after });
    return server;
  }

  #createOutput(servers: readonly (readonly [string, HardenedServer])[]): void {
    const { admin, knownHostsOf } = this.#props;
    const output = new TerraformOutput(this, 'Servers', {
      value: Object.fromEntries(
        servers.map(([name, { id, ipv4, ipv6 }]) => [
          name,
          { id, ipv4, ipv6, ssh: `ssh -o UserKnownHostsFile=${knownHostsOf(name)} ${admin}@${ipv4}` },
        ]),
      ),
    });
    output.overrideLogicalId('servers');
  }
}
