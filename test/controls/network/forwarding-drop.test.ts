import { expect, it } from 'vitest';
import control from '../../../controls/network/forwarding-drop.ts';
import type { NftChain, NftRuleset } from '../../../facts/nft-ruleset.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const nft = (change: (ruleset: NftRuleset) => NftRuleset) => but('nftRuleset', change);
const chains = (change: (chain: NftChain) => NftChain) =>
  nft((ruleset) => ({
    ...ruleset,
    chains: ruleset.chains.map((chain) => (chain.hook === 'forward' ? change(chain) : chain)),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: chains((chain) => chain), then: 'pass' },
  { when: 'the chain accepts by default', facts: chains((chain) => ({ ...chain, policy: 'accept' })), then: 'fail' },
  { when: 'only IPv4 is dropped', facts: chains((chain) => ({ ...chain, family: 'ip' })), then: 'fail' },
  { when: 'only IPv6 is dropped', facts: chains((chain) => ({ ...chain, family: 'ip6' })), then: 'fail' },
  { when: 'no chain looks at it', facts: nft((ruleset) => ({ ...ruleset, chains: [] })), then: 'fail' },
  {
    when: 'a second table accepts by default, which changes nothing',
    facts: nft((ruleset) => ({
      ...ruleset,
      chains: [
        ...ruleset.chains,
        {
          family: 'inet',
          table: 'f2b-table',
          name: 'f2b-chain',
          type: 'filter',
          hook: 'forward',
          prio: -1,
          policy: 'accept',
        },
      ],
    })),
    then: 'pass',
  },
  { when: 'nft failed', facts: { nftRuleset: unreadable('Operation not permitted') }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
