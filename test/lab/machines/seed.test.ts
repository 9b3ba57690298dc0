import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { seedFiles, seedUserData } from '../../../lab/machines/seed.ts';

const plain = '#cloud-config\npackages: [nftables]\n';

describe('user data', () => {
  it.each([
    { when: 'plain text', given: plain, then: Buffer.from(plain) },
    { when: 'base64 of text', given: Buffer.from(plain).toString('base64'), then: Buffer.from(plain) },
    { when: 'base64 of gzip', given: gzipSync(plain).toString('base64'), then: gzipSync(plain) },
    { when: 'nothing', given: '', then: Buffer.alloc(0) },
    { when: 'base64 broken over lines, which is not decoded', given: 'AAAA\nBBBB', then: Buffer.from('AAAA\nBBBB') },
    { when: 'text of unicode', given: '# ü', then: Buffer.from('# ü', 'utf8') },
  ])('$when', ({ given, then }) => expect(seedUserData(given).equals(then)).toBe(true));
});

describe('the seed', () => {
  const spec = {
    ...{ id: 4711, name: 'web1', image: 'debian-13', location: 'fsn1', cores: 2, memory: 4, disk: 40 },
    ...{ ipv4: '198.18.0.16', ipv6: 'fd00:1:2:a::/64', userData: plain, publicKeys: ['ssh-ed25519 AAAA one'] },
  };

  it('names the machine and root’s keys', () => {
    expect(parse(String(seedFiles(spec).get('meta-data')))).toEqual({
      'instance-id': '4711',
      'local-hostname': 'web1',
      'public-keys': ['ssh-ed25519 AAAA one'],
    });
  });

  it('gives a lone address and a gateway on the link', () => {
    const { eth0 } = parse(String(seedFiles(spec).get('network-config'))).ethernets;
    expect(eth0.addresses).toEqual(['198.18.0.16/32', 'fd00:1:2:a::1/64']);
    expect(eth0.routes).toEqual([
      { to: '0.0.0.0/0', via: '172.31.1.1', 'on-link': true },
      { to: '::/0', via: 'fe80::1', 'on-link': true },
    ]);
  });

  it('keeps quiet about a family that is switched off', () => {
    const { eth0 } = parse(String(seedFiles({ ...spec, ipv6: null }).get('network-config'))).ethernets;
    expect(eth0.addresses).toEqual(['198.18.0.16/32']);
    expect(JSON.stringify(eth0)).not.toContain('fe80');
  });
});
