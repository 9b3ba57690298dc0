import { expect, it } from 'vitest';
import control from '../../../controls/dns/addresses-exact.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredMtls, declaredTls } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared as plain } from '../_hardened.ts';
import { addresses, answered, answeredWith, unasked, withoutAnswer, withValues } from './_resolver.ts';

const withoutIpv6 = { ...addresses, ipv6: null };

it.each<Row>([
  { when: 'both lead here', facts: answered(), then: 'pass' },
  { when: 'the IPv6 address is spelled at length', facts: withValues('AAAA', () => ['2001:DB8:0::10']), then: 'pass' },
  {
    when: 'the server has no IPv6 address and the name none either',
    facts: answeredWith((answer) => (answer.type === 'AAAA' ? { ...answer, values: [] } : answer), withoutIpv6),
    then: 'pass',
  },
  { when: 'the CAA record is gone', facts: withValues('CAA', () => []), then: 'pass' },
  { when: 'it leads elsewhere as well', facts: withValues('A', (values) => [...values, '192.0.2.11']), then: 'fail' },
  { when: 'it leads elsewhere over IPv6', facts: withValues('AAAA', () => ['2001:db8::11']), then: 'fail' },
  { when: 'the name has no address', facts: withValues('A', () => []), then: 'fail' },
  { when: 'the name has an IPv6 address and the server none', facts: answered(withoutIpv6), then: 'fail' },
  {
    when: 'one leads elsewhere and the other question had no answer',
    facts: answeredWith((answer) =>
      answer.type === 'A'
        ? { ...answer, values: ['192.0.2.11'] }
        : { name: answer.name, type: answer.type, because: 'the resolver said SERVFAIL' },
    ),
    then: 'fail',
  },
  { when: 'a question had no answer', facts: withoutAnswer('A'), then: 'cannot-tell' },
  { when: 'nobody asked for IPv6', facts: unasked('AAAA'), then: 'cannot-tell' },
  { when: 'DNS could not be looked at', facts: { outsideDns: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});

it('speaks of every server with a public name', () => {
  expect([declaredTls, declaredMtls, plain].map((one) => control.appliesTo?.(one))).toEqual([true, true, false]);
});
