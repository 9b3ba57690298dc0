import { expect, it } from 'vitest';
import control from '../../../controls/network/logins-counted.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';
import { drop, type Expressions, input, match } from './_input.ts';

const rule = (family: string, stmt: object, port = 22, verdict: Expressions[number] = drop): Expressions => [
  match('tcp', 'dport', port),
  { match: { op: 'in', left: { ct: { key: 'state' } }, right: 'new' } },
  { set: { op: 'add', elem: { payload: { protocol: family, field: 'saddr' } }, set: '@x', stmt: [stmt] } },
  { counter: { packets: 0, bytes: 0 } },
  verdict,
];
const pace = { limit: { rate: 5, burst: 150, per: 'second', inv: true } };
const count = { 'ct count': { val: 100, inv: true } };
const rules = [rule('ip', pace), rule('ip6', pace), rule('ip', count), rule('ip6', count)];

it.each<Row>([
  { when: 'both are limited for both families', facts: input(rules), then: 'pass' },
  { when: 'IPv6 may hold any number', facts: input(rules.slice(0, 3)), then: 'fail' },
  { when: 'IPv4 may come as often as it likes', facts: input(rules.slice(1)), then: 'fail' },
  { when: 'another port is limited', facts: input(rules.with(0, rule('ip', pace, 443))), then: 'fail' },
  { when: 'a limit lets in', facts: input(rules.with(2, rule('ip', count, 22, { accept: null }))), then: 'fail' },
  { when: 'nothing is limited', facts: input([]), then: 'fail' },
  { when: 'nft failed', facts: { nftRuleset: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
