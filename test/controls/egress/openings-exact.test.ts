import { expect, it } from 'vitest';
import control from '../../../controls/egress/openings-exact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { accept, by, declared, from, output, rules, set, to } from './_output.ts';

const but = (index: number, ...expr: (typeof rules)[number]) => output(rules.with(index, expr));

it('says nothing about a server that lets everything out', () => {
  const { egress: _, ...open } = declared;
  expect([control.appliesTo?.(declared), control.appliesTo?.(open)]).toEqual([true, false]);
});

it.each<Row>([
  { when: 'the rules are the declared ones', facts: output(), then: 'pass' },
  { when: 'they stand in another order', facts: output([...rules].reverse()), then: 'pass' },
  { when: 'their values stand in another order', facts: but(4, to('udp', set(123, 53)), accept), then: 'pass' },
  { when: 'mail may leave as well', facts: output([...rules, [to('tcp', 25), accept]]), then: 'fail' },
  { when: 'everybody may reach the web', facts: but(8, to('tcp', set(80, 443, 8080)), accept), then: 'fail' },
  { when: 'the gateway may reach another port', facts: but(9, to('tcp', set(80, 443)), by(986), accept), then: 'fail' },
  { when: 'somebody else than the gateway may', facts: but(9, to('tcp', 443), by(1000), accept), then: 'fail' },
  { when: 'names may not leave', facts: output(rules.filter((_, index) => index !== 4)), then: 'fail' },
  { when: 'answers come from another port', facts: but(10, from('tcp', 2222), by(0), accept), then: 'fail' },
  { when: 'a rule hands packets on', facts: output([...rules, [{ jump: { target: 'x' } }]]), then: 'fail' },
  { when: 'everything is accepted', facts: output([[accept], ...rules]), then: 'fail' },
  { when: 'there are no rules', facts: output([]), then: 'fail' },
  { when: 'the chain is ours, but accepts by default', facts: output(rules, { policy: 'accept' }), then: 'pass' },
  { when: 'nft failed', facts: { ...output(), nftRuleset: unreadable() }, then: 'cannot-tell' },
  {
    when: 'there is no account of the gateway',
    facts: { ...output(), accounts: read({ users: [], groups: [] }) },
    then: 'cannot-tell',
  },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
