import { describe, expect, it } from 'vitest';

import { checkRanges, labNetwork, machineIpv6, machineLink, machineMac } from '../../../lab/network/addresses.ts';
import { labSettings } from '../../../lab/settings.ts';

const network = labNetwork(labSettings({ prefix: 'trial', ipv4Range: '198.18.64.0/20', ipv6Range: 'fd00:1:2::/48' }));

describe('labNetwork', () => {
  it('puts host and router at the start of the range and keeps machines out of there', () => {
    expect(network).toMatchObject({
      host: { link: 'trial-h', ipv4: '198.18.64.1', ipv6: 'fd00:1:2::1' },
      router: { namespace: 'trial-router', link: 'trial-r', ipv4: '198.18.64.2', ipv6: 'fd00:1:2::2' },
      reserved: ['198.18.64.0/28', '198.18.79.255/32', 'fd00:1:2::/64'],
    });
  });
});

describe('machines', () => {
  it('have the first address of their /64', () => expect(machineIpv6('fd00:1:2:a::/64')).toBe('fd00:1:2:a::1'));
  it('have a hardware address made from their id', () => expect(machineMac(0x01020304)).toBe('96:00:01:02:03:04'));
  it('have a link name that fits into 15 characters', () => {
    expect(machineLink(2 ** 32 - 1).length).toBeLessThanOrEqual(15);
  });
});

describe('checkRanges', () => {
  it.each([
    { when: 'another link has a part of the range', dst: '198.18.70.0/24', dev: 'docker0', isTaken: true },
    { when: 'another link has one address of it', dst: '198.18.64.9', dev: 'tun0', isTaken: true },
    { when: 'a route contains the range', dst: '198.18.0.0/15', dev: 'tun0', isTaken: true },
    { when: 'another link has a part of the IPv6 range', dst: 'fd00:1:2:ff::/64', dev: 'tun0', isTaken: true },
    { when: 'the route is to the neighbouring block', dst: '198.18.80.0/20', dev: 'tun0', isTaken: false },
    { when: 'the route is the default one', dst: 'default', dev: 'eth0', isTaken: false },
    { when: 'the route is the default one, spelled out', dst: '0.0.0.0/0', dev: 'eth0', isTaken: false },
    { when: "the route is the lab's own", dst: '198.18.64.0/20', dev: 'trial-h', isTaken: false },
  ])('$when -> taken: $isTaken', ({ dst, dev, isTaken }) => {
    const check = () => checkRanges(network, [{ dst, dev }]);
    if (isTaken) expect(check).toThrowError(expect.objectContaining({ code: 'E_LAB_ADDRESSES' }));
    else expect(check).not.toThrow();
  });
});
