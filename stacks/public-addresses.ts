import { PrimaryIp } from '@cdktf/provider-hcloud/lib/primary-ip';
import { Construct } from 'constructs';
import { kitLabels } from './server-plan.ts';

interface PublicAddressesProps {
  readonly project: string;
  readonly server: string;
  /** Hetzner location; an address never moves to another one. */
  readonly location: string;
}

/** One IPv4 and one IPv6 address that outlive their server: a rebuilt one answers where the old one did. */
export class PublicAddresses extends Construct {
  readonly ipv4: PrimaryIp;
  readonly ipv6: PrimaryIp;

  constructor(scope: Construct, id: string, props: PublicAddressesProps) {
    super(scope, id);
    this.ipv4 = this.#reserve('ipv4', props);
    this.ipv6 = this.#reserve('ipv6', props);
  }

  #reserve(family: 'ipv4' | 'ipv6', { project, server, location }: PublicAddressesProps): PrimaryIp {
    return new PrimaryIp(this, family === 'ipv4' ? 'Ipv4' : 'Ipv6', {
      name: `${project}-${server}-${family}`,
      type: family,
      location,
      autoDelete: false, // true would let it vanish with its server, behind Terraform's back (provider issue 842)
      labels: kitLabels(project, server),
    });
  }
}
