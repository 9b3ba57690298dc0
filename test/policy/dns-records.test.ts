import { describe, expect, it } from 'vitest';
import type { Declared, PublicExposure } from '../../policy/declared.ts';
import { compareRecord, dnsExpectation } from '../../policy/dns-records.ts';

const exposure: PublicExposure = {
  kind: 'tls',
  name: 'gw.example.com',
  authority: { directory: 'https://acme-v02.api.letsencrypt.org/directory', caa: 'letsencrypt.org' },
  challenge: 'http-01',
  profile: 'intermediate',
  account: 'https://acme-v02.api.letsencrypt.org/acme/acct/1',
};
const addresses = { ipv4: '192.0.2.10', ipv6: '2001:db8::1' };
const expected = (change: Partial<PublicExposure> = {}, at: Parameters<typeof dnsExpectation>[1] = addresses) =>
  dnsExpectation({ exposure: { ...exposure, ...change } } as Declared, at);

describe('what DNS must say', () => {
  it('is where the name leads, who may sign for it, and what both addresses are called', () => {
    expect(expected()).toEqual([
      { name: 'gw.example.com', type: 'A', values: ['192.0.2.10'] },
      { name: 'gw.example.com', type: 'AAAA', values: ['2001:db8::1'] },
      {
        name: 'gw.example.com',
        type: 'CAA',
        values: [
          '0 issue "letsencrypt.org; accounturi=https://acme-v02.api.letsencrypt.org/acme/acct/1; validationmethods=http-01"',
          '0 issuewild ";"',
        ],
      },
      { name: '10.2.0.192.in-addr.arpa', type: 'PTR', values: ['gw.example.com'] },
      {
        name: `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`,
        type: 'PTR',
        values: ['gw.example.com'],
      },
    ]);
  });

  it('names no account before there is one, and no CA that has no name', () => {
    const { account: _, ...without } = exposure;
    const [, , caa] = dnsExpectation({ exposure: { ...without, challenge: 'dns-01' } } as Declared, addresses);
    expect(caa?.values[0]).toBe('0 issue "letsencrypt.org; validationmethods=dns-01"');
    const types = expected({ authority: { directory: 'https://ca.example/dir' } }).map(({ type }) => type);
    expect(types).toEqual(['A', 'AAAA', 'PTR', 'PTR']);
  });

  it('leaves out a family that the server does not have', () => {
    expect(expected({}, { ipv4: null, ipv6: '2001:db8::1' }).map(({ type }) => type)).toEqual(['AAAA', 'CAA', 'PTR']);
  });

  it('is nothing for a tunnel', () => expect(dnsExpectation({} as Declared, addresses)).toEqual([]));
});

describe('what DNS says, held against it', () => {
  it.each([
    { when: 'it is the same', type: 'A', values: ['192.0.2.1'], found: ['192.0.2.1'], missing: [], surplus: [] },
    {
      when: 'IPv6 is spelt out',
      type: 'AAAA',
      values: ['2001:db8::1'],
      found: ['2001:DB8:0::1'],
      missing: [],
      surplus: [],
    },
    { when: 'nothing is there', type: 'A', values: ['192.0.2.1'], found: [], missing: ['192.0.2.1'], surplus: [] },
    {
      when: 'it leads elsewhere',
      type: 'A',
      values: ['192.0.2.1'],
      found: ['198.51.100.9'],
      missing: ['192.0.2.1'],
      surplus: ['198.51.100.9'],
    },
    {
      when: 'a second address is there',
      type: 'A',
      values: ['192.0.2.1'],
      found: ['192.0.2.1', '198.51.100.9'],
      missing: [],
      surplus: ['198.51.100.9'],
    },
    {
      when: 'a PTR ends in a dot',
      type: 'PTR',
      values: ['gw.example.com'],
      found: ['GW.example.com.'],
      missing: [],
      surplus: [],
    },
    {
      when: 'CAA has other blanks',
      type: 'CAA',
      values: ['0 issue "ca.example; accounturi=https://ca/1"'],
      found: ['0 issue "ca.example;accounturi=https://ca/1"'],
      missing: [],
      surplus: [],
    },
    {
      when: 'CAA lets a second CA in',
      type: 'CAA',
      values: ['0 issue "ca.example"'],
      found: ['0 issue "ca.example"', '0 issue "other.example"'],
      missing: [],
      surplus: ['0 issue "other.example"'],
    },
  ] as const)('$when', ({ type, values, found, missing, surplus }) => {
    expect(compareRecord({ name: 'gw.example.com', type, values }, found)).toEqual({ missing, surplus });
  });
});
