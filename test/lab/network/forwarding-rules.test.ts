import { expect, it } from 'vitest';

import { findCommented, findDroppingChains } from '../../../lab/network/forwarding-rules.ts';

const chain = (given: object) => ({ chain: { family: 'ip', table: 't', name: 'c', ...given } });

it.each([
  { when: 'Docker drops what is forwarded', given: { hook: 'forward', policy: 'drop' }, isFound: true },
  { when: 'an inet table does', given: { family: 'inet', hook: 'forward', policy: 'drop' }, isFound: true },
  { when: 'forwarding is open', given: { hook: 'forward', policy: 'accept' }, isFound: false },
  { when: 'only input drops', given: { hook: 'input', policy: 'drop' }, isFound: false },
  { when: 'only IPv6 drops', given: { family: 'ip6', hook: 'forward', policy: 'drop' }, isFound: false },
  { when: 'it is no base chain', given: {}, isFound: false },
])('$when -> found: $isFound', ({ given, isFound }) => {
  const json = JSON.stringify({ nftables: [{ metainfo: {} }, { table: {} }, chain(given)] });
  expect(findDroppingChains(json)).toHaveLength(isFound ? 1 : 0);
});

it('finds its own rules by their comment and no other', () => {
  const rule = (handle: number, comment?: string) => ({
    rule: { family: 'ip', table: 't', chain: 'c', handle, comment },
  });
  const json = JSON.stringify({ nftables: [rule(1), rule(2, 'one-lab'), rule(3, 'one-lab-more')] });
  expect(findCommented(json, 'one-lab')).toEqual([{ family: 'ip', table: 't', name: 'c', handle: 2 }]);
});
