import { stringify } from 'yaml';

import type { MachineSpec } from '../driver.ts';
import { GATEWAY, machineIpv6, RESOLVERS, RESOLVERS_V6 } from '../network/addresses.ts';

/** The NoCloud seed, file name to content: what DataSourceHetzner would have taken from the metadata service. */
export function seedFiles(spec: MachineSpec): ReadonlyMap<string, Buffer | string> {
  return new Map<string, Buffer | string>([
    ['user-data', seedUserData(spec.userData)],
    [
      'meta-data',
      stringify({
        'instance-id': String(spec.id),
        'local-hostname': spec.name,
        'public-keys': [...spec.publicKeys],
      }),
    ],
    ['network-config', stringify(networkConfig(spec))],
  ]);
}

/**
 * DataSourceHetzner decodes user data that is base64 as a whole and hands on anything else as it is; NoCloud does not, so
 * it is done here. (gzip is recognised later, whatever the datasource.)
 */
export function seedUserData(userData: string): Buffer {
  const isBase64 = userData !== '' && userData.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(userData);
  return Buffer.from(userData, isBase64 ? 'base64' : 'utf8');
}

/**
 * What Hetzner's DHCP hands out, written down: a lone address with a gateway that is on the link all the same. By name, not
 * by hardware address: networkd compares the latter with the permanent one, which a virtual link does not have.
 */
function networkConfig(spec: MachineSpec): object {
  const { ipv4, ipv6 } = spec;
  return {
    version: 2,
    ethernets: {
      eth0: {
        dhcp4: false,
        dhcp6: false,
        'accept-ra': false,
        addresses: [...(ipv4 === null ? [] : [`${ipv4}/32`]), ...(ipv6 === null ? [] : [`${machineIpv6(ipv6)}/64`])],
        routes: [
          ...(ipv4 === null ? [] : [{ to: '0.0.0.0/0', via: GATEWAY, 'on-link': true }]),
          ...(ipv6 === null ? [] : [{ to: '::/0', via: 'fe80::1', 'on-link': true }]),
        ],
        nameservers: {
          addresses: [...(ipv4 === null ? [] : RESOLVERS), ...(ipv6 === null ? [] : RESOLVERS_V6)],
        },
      },
    },
  };
}
