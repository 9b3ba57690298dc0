import { expect, it } from 'vitest';
import control from '../../../controls/egress/refused-by-default.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, output, rules } from './_output.ts';

it.each<Row>([
  { when: 'both families are dropped by default', facts: output(), then: 'pass' },
  { when: 'the chain accepts by default', facts: output(rules, { policy: 'accept' }), then: 'fail' },
  { when: 'only IPv4 is dropped', facts: output(rules, { family: 'ip' }), then: 'fail' },
  { when: 'only IPv6 is dropped', facts: output(rules, { family: 'ip6' }), then: 'fail' },
  { when: 'no chain looks at it', facts: { nftRuleset: read({ chains: [], rules: [], sets: [] }) }, then: 'fail' },
  { when: 'nft failed', facts: { nftRuleset: unreadable('Operation not permitted') }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
