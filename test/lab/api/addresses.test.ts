import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Addresses } from '../../../lab/api/addresses.ts';
import { holdsAddress, holdsRange, parseRange, type Range } from '../../../lab/api/cidr.ts';
import { Store } from '../../../lab/api/store.ts';
import { scratch } from './_lab.ts';

const range = (text: string): Range => parseRange(text) ?? expect.fail(`${text} is no range`);

async function pool(ipv4: string, ipv6 = '2001:db8::/62', reserved: string[] = []): Promise<Addresses> {
  return new Addresses(await Store.open(scratch()), { ipv4, ipv6, reserved });
}

it('hands out every address of the pool once, but for .0 and .255', async () => {
  const addresses = await pool('198.18.4.0/23');
  const used = new Set<string>();
  for (let count = 0; count < 508; count++) used.add(addresses.take('ipv4', used));
  expect(used.size).toBe(508);
  expect([...used].filter((address) => /\.(0|255)$/.test(address))).toEqual([]);
  expect([...used].every((address) => holdsAddress(range('198.18.4.0/23'), address))).toBe(true);
  expect(() => addresses.take('ipv4', used)).toThrow(/no free ipv4 address is left in 198.18.4.0\/23/);
});

it('cuts the IPv6 pool into /64s', async () => {
  const addresses = await pool('198.18.0.0/24');
  const used = new Set<string>();
  for (let count = 0; count < 4; count++) used.add(addresses.take('ipv6', used));
  expect([...used]).toEqual(['2001:db8::/64', '2001:db8:0:1::/64', '2001:db8:0:2::/64', '2001:db8:0:3::/64']);
  expect(() => addresses.take('ipv6', used)).toThrow(
    expect.objectContaining({ status: 412, code: 'resource_unavailable' }),
  );
});

it('gives an address that came back out last', async () => {
  const addresses = await pool('198.18.0.0/29');
  const first = addresses.take('ipv4', new Set());
  const second = addresses.take('ipv4', new Set());
  expect(second).not.toBe(first);
  const rest = Array.from({ length: 5 }, () => addresses.take('ipv4', new Set()));
  expect(rest).not.toContain(first);
  expect(addresses.take('ipv4', new Set())).toBe(first);
});

it('keeps off what is used and reserved, whatever that is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 254 }), { maxLength: 100 }),
      fc.integer({ min: 0, max: 15 }),
      async (taken, block) => {
        const reserved = `198.18.0.${block * 16}/28`;
        const addresses = await pool('198.18.0.0/24', undefined, [reserved]);
        const used = new Set(taken.map((host) => `198.18.0.${host}`));
        for (let count = 0; count < 20; count++) {
          const address = addresses.take('ipv4', used);
          expect(used.has(address)).toBe(false);
          expect(holdsAddress(range(reserved), address)).toBe(false);
          used.add(address);
        }
      },
    ),
    { numRuns: 20 },
  );
});

it.each([
  { ipv4: '198.18.0.5/24', ipv6: '2001:db8::/48', says: /addressPool.ipv4: '198.18.0.5\/24'/ },
  { ipv4: '2001:db8::/48', ipv6: '2001:db8::/48', says: /addressPool.ipv4/ },
  { ipv4: '198.18.0.0/24', ipv6: '2001:db8::/65', says: /addressPool.ipv6/ },
])('refuses the pool $ipv4 $ipv6', async ({ ipv4, ipv6, says }) => {
  await expect(pool(ipv4, ipv6)).rejects.toThrow(says);
});

it.each([
  ['10.0.0.0/8', true],
  ['10.0.0.5/8', false],
  ['::/0', true],
  ['2001:DB8::/32', true],
  ['fe80::1%eth0/64', false],
  ['1.2.3/24', false],
  ['1.2.3.4', false],
  ['1.2.3.4/33', false],
])('%s is a range: %s', (text, is) => {
  expect(parseRange(text) !== undefined).toBe(is);
});

it('knows what lies inside what', () => {
  expect(holdsRange(range('10.0.0.0/8'), range('10.1.0.0/16'))).toBe(true);
  expect(holdsRange(range('10.1.0.0/16'), range('10.0.0.0/8'))).toBe(false);
  expect(holdsRange(range('::/0'), range('10.0.0.0/8'))).toBe(false);
});
