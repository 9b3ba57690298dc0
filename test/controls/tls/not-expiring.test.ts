import { expect, it } from 'vitest';
import control from '../../../controls/tls/not-expiring.ts';
import { judge } from '../../../policy/judge.ts';
import { soon } from '../_certificates.ts';
import { declaredTls, handshake, seen, unserved } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const DAY = 86_400;
/** `leaf` lives 90 days, until 2027-01-30. */
const END = Date.UTC(2027, 0, 30) / 1000;

it.each<Row>([
  { when: 'most of its life is left', facts: seen(), then: 'pass' },
  { when: 'a third is left, and it is about to be renewed', facts: seen({ at: END - 30 * DAY }), then: 'pass' },
  { when: 'more than a sixth is left', facts: seen({ at: END - 15.1 * DAY }), then: 'pass' },
  { when: 'less than a sixth is left', facts: seen({ at: END - 14.9 * DAY }), then: 'fail' },
  { when: 'it has ended', facts: seen({ at: END + DAY }), then: 'fail' },
  { when: 'a short one has a quarter left', facts: handshake({ certificate: soon }), then: 'pass' },
  { when: 'a long one has as many days left', facts: seen({ at: END - 7.5 * DAY }), then: 'fail' },
  { when: 'nothing is served at all', facts: unserved(), then: 'cannot-tell' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
