import { expect, it } from 'vitest';
import control from '../../../controls/tls/hsts-on.ts';
import { judge } from '../../../policy/judge.ts';
import { answer, declaredTls, noAnswer, seen } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const hsts = (value: string) => seen({ anonymous: answer(401, { 'strict-transport-security': value }) });

it.each<Row>([
  { when: 'it is for two years', facts: seen(), then: 'pass' },
  {
    when: 'it is for a year, and for more names',
    facts: hsts('includeSubDomains; max-age="31536000"; preload'),
    then: 'pass',
  },
  { when: 'it is for a day', facts: hsts('max-age=86400'), then: 'fail' },
  { when: 'it takes the promise back', facts: hsts('max-age=0'), then: 'fail' },
  { when: 'it is missing', facts: seen({ anonymous: { asked: 'GET /', status: 401, headers: {} } }), then: 'fail' },
  { when: 'there was no answer', facts: seen({ anonymous: noAnswer }), then: 'cannot-tell' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
