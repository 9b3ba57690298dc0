import { expect, it } from 'vitest';
import control from '../../../controls/proxy/headers-set.ts';
import { judge } from '../../../policy/judge.ts';
import { answer, declaredTls, noAnswer, seen } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const but = (header: string, value: string) => seen({ anonymous: answer(401, { [header]: value }) });

it.each<Row>([
  { when: 'all four are there', facts: seen(), then: 'pass' },
  { when: 'its own pages may frame it', facts: but('x-frame-options', 'SAMEORIGIN'), then: 'pass' },
  { when: 'browsers may guess types', facts: but('x-content-type-options', ''), then: 'fail' },
  { when: 'somebody may frame it', facts: but('x-frame-options', 'ALLOW-FROM https://a.example'), then: 'fail' },
  { when: 'others are told the address', facts: but('referrer-policy', 'unsafe-url'), then: 'fail' },
  { when: 'the policy allows all', facts: but('content-security-policy', 'default-src *'), then: 'fail' },
  {
    when: 'none is there',
    facts: seen({ anonymous: { asked: 'GET /', status: 401, headers: {} } }),
    then: 'fail',
  },
  { when: 'nothing was answered', facts: seen({ anonymous: noAnswer }), then: 'cannot-tell' },
  { when: 'nobody looked from outside', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
