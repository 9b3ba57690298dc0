import { expect, it } from 'vitest';
import control from '../../../controls/network/metadata-root-only.ts';
import type { NftRule } from '../../../facts/nft-ruleset.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const rules = (change: (list: readonly NftRule[]) => readonly NftRule[]) =>
  but('nftRuleset', (ruleset) => ({ ...ruleset, rules: change(ruleset.rules) }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: rules((list) => list), then: 'pass' },
  {
    when: 'there are no rules for what goes out',
    facts: rules((list) => list.filter(({ chain }) => chain !== 'output')),
    then: 'fail',
  },
  {
    when: 'only the IPv4 address is closed',
    facts: rules((list) => list.filter(({ expr }) => !JSON.stringify(expr).includes('fe80::a9fe:a9fe'))),
    then: 'fail',
  },
  {
    when: 'only the IPv6 address is closed',
    facts: rules((list) => list.filter(({ expr }) => !JSON.stringify(expr).includes('169.254.169.254'))),
    then: 'fail',
  },
  {
    when: 'it is closed to one user only',
    facts: rules((list) =>
      list.map((rule) => JSON.parse(JSON.stringify(rule).replace('"op":"!="', '"op":"=="')) as NftRule),
    ),
    then: 'fail',
  },
  {
    when: 'it is counted and not refused',
    facts: rules((list) => list.map((rule) => ({ ...rule, expr: rule.expr.filter((part) => !('reject' in part)) }))),
    then: 'fail',
  },
  {
    when: 'everything is accepted before',
    facts: rules((list) => [{ family: 'inet', table: 'sclerite', chain: 'output', expr: [{ accept: null }] }, ...list]),
    then: 'fail',
  },
  {
    when: 'everything is accepted afterwards',
    facts: rules((list) => [...list, { family: 'inet', table: 'sclerite', chain: 'output', expr: [{ accept: null }] }]),
    then: 'pass',
  },
  { when: 'nft failed', facts: { nftRuleset: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
