import { Rdns } from '@cdktf/provider-hcloud/lib/rdns';
import { Construct } from 'constructs';
import { Token } from './cdktf.ts';
import type { HardenedServer } from './hardened-server.ts';
import type { PublicAddresses } from './public-addresses.ts';

interface ReverseDnsProps {
  readonly domain: string;
  readonly addresses: PublicAddresses;
  readonly server: HardenedServer;
}

/** Both addresses answer one name. It hangs on the addresses, so it survives a rebuilt server too. */
export class ReverseDns extends Construct {
  constructor(scope: Construct, id: string, { domain, addresses, server }: ReverseDnsProps) {
    super(scope, id);
    new Rdns(this, 'Ipv4', {
      primaryIpId: Token.asNumber(addresses.ipv4.id),
      ipAddress: addresses.ipv4.ipAddress,
      dnsPtr: domain,
    });
    new Rdns(this, 'Ipv6', {
      primaryIpId: Token.asNumber(addresses.ipv6.id),
      ipAddress: server.ipv6, // the primary IP is a whole network; the server answers on its first address
      dnsPtr: domain,
    });
  }
}
