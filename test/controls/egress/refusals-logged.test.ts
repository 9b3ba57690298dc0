import { expect, it } from 'vitest';
import control from '../../../controls/egress/refusals-logged.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { by, declared, output, rules } from './_output.ts';

const log = rules[11] ?? [];
const refusal = rules[12] ?? [];
const ending = (...last: (typeof rules)[number][]) => output([...rules.slice(0, 11), ...last]);

it.each<Row>([
  { when: 'the rest is logged and counted', facts: output(), then: 'pass' },
  { when: 'it is not logged', facts: ending(refusal), then: 'fail' },
  { when: 'it is not counted', facts: ending(log, refusal.slice(1)), then: 'fail' },
  { when: 'only what one user sends is logged', facts: ending([by(986), ...log], refusal), then: 'fail' },
  { when: 'only what one user sends is counted', facts: ending(log, [by(986), ...refusal]), then: 'fail' },
  { when: 'it is logged under another name', facts: ending([{ log: { prefix: 'x' } }], refusal), then: 'fail' },
  { when: 'there are no rules', facts: output([]), then: 'fail' },
  { when: 'nft failed', facts: { nftRuleset: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
