import { expect, it } from 'vitest';
import control from '../../../controls/dns/caa-exact.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredAs, declaredTls, NAME } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared as plain } from '../_hardened.ts';
import { answered, answeredWith, unasked, withoutAnswer, withValues } from './_resolver.ts';

it.each<Row>([
  { when: 'one CA may sign', facts: answered(), then: 'pass' },
  {
    when: 'it is written with more space',
    facts: withValues('CAA', (values) => values.map((value) => value.replaceAll('; ', ' ;  '))),
    then: 'pass',
  },
  {
    when: 'somebody else may sign for the name above',
    facts: answeredWith((answer) =>
      answer.type === 'CAA' && answer.name !== NAME ? { ...answer, values: ['0 issue "other.example"'] } : answer,
    ),
    then: 'pass',
  },
  { when: 'the address is another', facts: withValues('A', () => ['192.0.2.11']), then: 'pass' },
  {
    when: 'another CA may sign as well',
    facts: withValues('CAA', (values) => [...values, '0 issue "other.example"']),
    then: 'fail',
  },
  {
    when: 'another account may ask for it',
    facts: withValues('CAA', (values) => values.map((value) => value.replace('account/1', 'account/2'))),
    then: 'fail',
  },
  {
    when: 'any account may ask for it',
    facts: withValues('CAA', (values) => values.map((value) => value.replace(/accounturi=[^;]*; /, ''))),
    then: 'fail',
  },
  {
    when: 'it may be proved in another way',
    facts: withValues('CAA', (values) => values.map((value) => value.replace('http-01', 'dns-01'))),
    then: 'fail',
  },
  {
    when: 'wildcards may be signed',
    facts: withValues('CAA', (values) => values.filter((value) => !value.includes('issuewild'))),
    then: 'fail',
  },
  { when: 'there is no record', facts: withValues('CAA', () => []), then: 'fail' },
  { when: 'the question had no answer', facts: withoutAnswer('CAA'), then: 'cannot-tell' },
  { when: 'nobody asked for it', facts: unasked('CAA'), then: 'cannot-tell' },
  { when: 'DNS could not be looked at', facts: { outsideDns: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});

it('has nothing to say of a CA that cannot be named in a record, nor of a server without a name', () => {
  const unnamed = declaredAs({ authority: { directory: 'https://ca.example.com/directory' } });
  expect([declaredTls, unnamed, plain].map((one) => control.appliesTo?.(one))).toEqual([true, false, false]);
});
