import { expect, it } from 'vitest';
import control from '../../../controls/dns/reverse-exact.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredMtls, declaredTls } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared as plain } from '../_hardened.ts';
import { answered, answeredWith, unasked, withoutAnswer, withValues } from './_resolver.ts';

it.each<Row>([
  { when: 'both lead back', facts: answered(), then: 'pass' },
  {
    when: 'the name ends in a dot and is written in capitals',
    facts: withValues('PTR', (values) => values.map((value) => `${value.toUpperCase()}.`)),
    then: 'pass',
  },
  { when: 'the address is another', facts: withValues('A', () => ['192.0.2.11']), then: 'pass' },
  { when: 'one leads to another name', facts: withValues('PTR', () => ['static.example.net']), then: 'fail' },
  {
    when: 'one leads to two names',
    facts: withValues('PTR', (values) => [...values, 'static.example.net']),
    then: 'fail',
  },
  { when: 'one leads nowhere', facts: withValues('PTR', () => []), then: 'fail' },
  { when: 'a question had no answer', facts: withoutAnswer('PTR'), then: 'cannot-tell' },
  { when: 'nobody asked', facts: unasked('PTR'), then: 'cannot-tell' },
  {
    when: 'the server has no address, and nobody had anything to ask',
    facts: answeredWith((answer) => (answer.type === 'PTR' ? undefined : answer), { ipv4: null, ipv6: null }),
    then: 'cannot-tell',
  },
  { when: 'DNS could not be looked at', facts: { outsideDns: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});

it('speaks of every server with a public name', () => {
  expect([declaredTls, declaredMtls, plain].map((one) => control.appliesTo?.(one))).toEqual([true, true, false]);
});
