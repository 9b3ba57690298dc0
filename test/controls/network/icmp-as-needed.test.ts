import { expect, it } from 'vitest';
import control from '../../../controls/network/icmp-as-needed.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';
import { accept, type Expressions, input, match } from './_input.ts';

const errors = ['destination-unreachable', 'time-exceeded', 'parameter-problem'];
const near = match('ip6', 'hoplimit', 255);
const paced = { limit: { rate: 50, burst: 5, per: 'second' } };
const rules: readonly Expressions[] = [
  [match('icmp', 'type', { set: errors }), accept],
  [match('icmpv6', 'type', { set: [...errors, 'packet-too-big'] }), accept],
  [match('icmpv6', 'type', { set: ['nd-router-advert', 'nd-neighbor-solicit', 'nd-neighbor-advert'] }), near, accept],
  [match('icmpv6', 'type', 'mld-listener-query'), accept],
  [match('icmp', 'type', 'echo-request'), paced, accept],
  [match('icmpv6', 'type', 'echo-request'), paced, accept],
];
const but = (index: number, ...expr: Expressions) => input(rules.with(index, expr));

it.each<Row>([
  { when: 'what is needed comes in, and no more', facts: input(rules), then: 'pass' },
  { when: 'pings are shut out', facts: input(rules.slice(0, 4)), then: 'pass' },
  {
    when: 'other rules drop ICMP',
    facts: input([...rules, [match('icmp', 'type', 'redirect'), { drop: null }]]),
    then: 'pass',
  },
  {
    when: 'packets that are too big go unheard',
    facts: but(1, match('icmpv6', 'type', { set: errors }), accept),
    then: 'fail',
  },
  { when: 'neighbours go unheard', facts: input(rules.filter((_, index) => index !== 2)), then: 'fail' },
  { when: 'IPv4 has no errors', facts: input(rules.slice(1)), then: 'fail' },
  {
    when: 'redirects are let in',
    facts: input([...rules, [match('icmpv6', 'type', 'nd-redirect'), near, accept]]),
    then: 'fail',
  },
  {
    when: 'the whole world may be a neighbour',
    facts: but(2, ...(rules[2] ?? []).filter((part) => part !== near)),
    then: 'fail',
  },
  {
    when: 'pings come as fast as they like',
    facts: but(4, match('icmp', 'type', 'echo-request'), accept),
    then: 'fail',
  },
  { when: 'our chain accepts by default', facts: input(rules, 'accept'), then: 'pass' },
  { when: 'nft failed', facts: { nftRuleset: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
