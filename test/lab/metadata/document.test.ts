import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import type { MachineSpec } from '../../../lab/driver.ts';
import { answerMetadata, renderMetadata } from '../../../lab/metadata/document.ts';

const spec: MachineSpec = {
  id: 4711,
  name: 'web1',
  image: 'debian-13',
  location: 'hel1',
  cores: 2,
  memory: 4,
  disk: 40,
  ipv4: '198.18.0.16',
  ipv6: 'fd00:1:2:a::/64',
  userData: '#cloud-config\n# ünïcode\n',
  publicKeys: ['ssh-ed25519 AAAA one', 'ssh-ed25519 BBBB two'],
};

describe('the whole document', () => {
  it('has what DataSourceHetzner reads', () => {
    expect(parse(renderMetadata(spec))).toMatchObject({
      hostname: 'web1',
      'instance-id': 4711,
      'public-keys': spec.publicKeys,
      'network-config': {
        version: 1,
        config: [
          {
            name: 'eth0',
            mac_address: '96:00:00:00:12:67',
            subnets: [
              { type: 'dhcp', ipv4: true },
              { ipv6: true, address: 'fd00:1:2:a::1/64', gateway: 'fe80::1' },
            ],
          },
        ],
      },
    });
  });

  it('leaves out a family that is switched off', () => {
    const { 'network-config': config } = parse(renderMetadata({ ...spec, ipv4: null }));
    expect(config.config[0].subnets).toHaveLength(1);
  });
});

describe('single values', () => {
  it.each([
    { path: '/hetzner/v1/metadata/hostname', then: 'web1' },
    { path: '/hetzner/v1/metadata/instance-id', then: '4711' },
    { path: '/hetzner/v1/metadata/public-ipv4', then: '198.18.0.16' },
    { path: '/hetzner/v1/metadata/availability-zone', then: 'hel1' },
    { path: '/hetzner/v1/metadata/region', then: 'eu-central' },
    { path: '/hetzner/v1/userdata', then: spec.userData },
    { path: '/hetzner/v1/metadata/nothing', then: null },
    { path: '/latest/meta-data', then: null },
  ])('$path', ({ path, then }) => expect(answerMetadata(spec, path)).toBe(then));
});
