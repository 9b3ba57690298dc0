import { describe, expect, it } from 'vitest';

import { mergeRoots } from '../../../lab/acme/authority.ts';
import { renderPebbleConfig } from '../../../lab/acme/pebble.ts';
import { labNetwork } from '../../../lab/network/addresses.ts';
import { labSettings } from '../../../lab/settings.ts';

const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;

describe('mergeRoots', () => {
  it('puts the new one first', () => expect(mergeRoots(pem('b'), pem('a'))).toBe(pem('b') + pem('a')));
  it('keeps one of each', () => expect(mergeRoots(pem('a'), pem('b') + pem('a'))).toBe(pem('a') + pem('b')));
  it('forgets the oldest of many', () => {
    const many = Array.from({ length: 12 }, (_, at) => `n${at}`);
    const all = many.reduce((before, name) => mergeRoots(pem(name), before), '');
    expect(all.match(/n\d+/g)).toEqual(['n11', 'n10', 'n9', 'n8', 'n7', 'n6', 'n5', 'n4']);
  });
});

describe('the CA of a lab', () => {
  it('listens where no other lab does, and no machine reaches it', () => {
    const labs = ['198.18.0.0/16', '198.19.0.0/20', '198.19.16.0/20', '198.19.16.0/24', '198.19.17.0/24'];
    const loopbacks = labs.map((ipv4Range) => labNetwork(labSettings({ ipv4Range })).authority.loopback);
    expect(loopbacks).toEqual(['127.18.0.1', '127.19.0.1', '127.19.16.1', '127.19.16.1', '127.19.17.1']);
  });
  it('checks names at their real ports, and lets certificates last as long as Let’s Encrypt does', () => {
    expect(renderPebbleConfig('127.18.0.1', { certificate: '/c', key: '/k' })).toMatchObject({
      pebble: { listenAddress: '127.18.0.1:14000', httpPort: 80, tlsPort: 443, certificateValidityPeriod: 7_776_000 },
    });
  });
});
