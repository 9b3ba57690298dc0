import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostCidr, privateRange, readCidr } from '../../config/cidr.ts';

describe('a source of traffic', () => {
  it.each([
    { text: '198.51.100.7', cidr: '198.51.100.7/32' },
    { text: '198.51.100.7/32', cidr: '198.51.100.7/32' },
    { text: ' 198.51.100.0/24 ', cidr: '198.51.100.0/24' },
    { text: '10.0.0.0/8', cidr: '10.0.0.0/8' },
    { text: '2001:DB8::1', cidr: '2001:db8::1/128' },
    { text: '2001:0db8:0:0::/32', cidr: '2001:db8::/32' },
    { text: '2001:db8:0:1:0:0:0:0/64', cidr: '2001:db8:0:1::/64' },
  ])('$text is written $cidr', ({ text, cidr }) => {
    expect(readCidr(text)).toEqual({ ok: true, value: cidr });
  });

  it.each([
    { text: '10.0.0.5/8', rule: 'is not the start of the block 10.0.0.0/8.' },
    { text: '2001:db8::1/32', rule: 'is not the start of the block 2001:db8::/32.' },
    { text: '0.0.0.0/0', rule: /whole internet/ },
    { text: '::/0', rule: /whole internet/ },
    { text: '0.0.0.0/1', rule: /wider than \/8/ },
    { text: '2000::/3', rule: /wider than \/16/ },
    { text: '10.0.0.0/33', rule: /between 0 and 32/ },
    { text: '10.0.0.0/', rule: /between 0 and 32/ },
    { text: '10.0.0.0/8/8', rule: /no IP address/ },
    { text: '10.0.0', rule: /no IP address/ },
    { text: '010.0.0.1', rule: /no IP address/ },
    { text: '0x7f.1', rule: /no IP address/ },
    { text: 'fe80::1%eth0', rule: /no IP address/ },
    { text: '::ffff:192.0.2.1', rule: /IPv4 address inside/ },
    { text: 'example.com', rule: /no IP address/ },
    { text: 7, rule: /no text/ },
  ])('$text is refused', ({ text, rule }) => {
    expect(readCidr(text)).toMatchObject({
      ok: false,
      problems: [{ rule: typeof rule === 'string' ? rule : expect.stringMatching(rule) }],
    });
  });

  it('is canonical: reading it again changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const first = readCidr(address);
        if (first.ok) expect(readCidr(first.value)).toEqual(first);
      }),
    );
  });

  it("makes the caller's address one block", () => {
    expect(hostCidr('198.51.100.7\n')).toBe('198.51.100.7/32');
    expect(hostCidr('2001:DB8::7')).toBe('2001:db8::7/128');
    expect(hostCidr('<html>')).toBeUndefined();
  });

  it('knows ranges that never come from the internet', () => {
    expect(privateRange('192.168.1.0/24')).toBe('private');
    expect(privateRange('fd00::/8')).toBe('uniqueLocal');
    expect(privateRange('93.184.215.0/24')).toBeUndefined();
  });
});
