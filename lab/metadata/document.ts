import { stringify } from 'yaml';

import type { MachineSpec } from '../driver.ts';
import { machineIpv6, machineMac, RESOLVERS, RESOLVERS_V6 } from '../network/addresses.ts';

/** Network zone of a location, as `availability-zone` shows it (`fsn1-dc14`): the lab numbers no data centres. */
const regions: Readonly<Record<string, string>> = {
  fsn1: 'eu-central',
  nbg1: 'eu-central',
  hel1: 'eu-central',
  ash: 'us-east',
  hil: 'us-west',
  sin: 'ap-southeast',
};

/** The YAML behind `/hetzner/v1/metadata`: the keys that cloud-init's DataSourceHetzner reads. */
export function renderMetadata(spec: MachineSpec): string {
  return stringify({
    'availability-zone': spec.location,
    hostname: spec.name,
    'instance-id': spec.id,
    'local-ipv4': '',
    'network-config': { version: 1, config: [interfaceConfig(spec)] },
    'public-ipv4': spec.ipv4 ?? '',
    'public-keys': [...spec.publicKeys],
    region: regions[spec.location] ?? '',
    vendor_data: '',
  });
}

function interfaceConfig(spec: MachineSpec): object {
  return {
    type: 'physical',
    name: 'eth0',
    mac_address: machineMac(spec.id),
    subnets: [
      ...(spec.ipv4 === null ? [] : [{ type: 'dhcp', ipv4: true, dns_nameservers: [...RESOLVERS] }]),
      ...(spec.ipv6 === null
        ? []
        : [
            {
              type: 'static',
              ipv6: true,
              address: `${machineIpv6(spec.ipv6)}/64`,
              gateway: 'fe80::1',
              dns_nameservers: [...RESOLVERS_V6],
            },
          ]),
    ],
  };
}

/** The answer to a path of the metadata service, or null where Hetzner answers 404. */
export function answerMetadata(spec: MachineSpec, path: string): string | null {
  const root = '/hetzner/v1';
  switch (path.replace(/\/+$/, '')) {
    case `${root}/metadata`:
      return renderMetadata(spec);
    case `${root}/userdata`:
      return spec.userData;
    case `${root}/metadata/hostname`:
      return spec.name;
    case `${root}/metadata/instance-id`:
      return String(spec.id);
    case `${root}/metadata/public-ipv4`:
      return spec.ipv4 ?? '';
    case `${root}/metadata/public-keys`:
      return JSON.stringify(spec.publicKeys);
    case `${root}/metadata/private-networks`:
      // Private networks exist in the API only; their machines here have none.
      return '[]\n';
    case `${root}/metadata/availability-zone`:
      return spec.location;
    case `${root}/metadata/region`:
      return regions[spec.location] ?? '';
    default:
      return null;
  }
}
