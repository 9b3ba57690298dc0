import { expect, it } from 'vitest';
import control from '../../../controls/tls/plain-redirects.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls, NAME, noAnswer, seen } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const plain = (status: number, location?: string) =>
  seen({ plain: { asked: 'GET /', status, headers: location === undefined ? {} : { location } } });

it.each<Row>([
  { when: 'it leads to the same name over HTTPS', facts: seen(), then: 'pass' },
  { when: 'the older status does as well', facts: plain(301, `https://${NAME}/`), then: 'pass' },
  { when: 'it leads there for now', facts: plain(302, `https://${NAME}/`), then: 'fail' },
  { when: 'it leads elsewhere', facts: plain(308, 'https://elsewhere.example.com/'), then: 'fail' },
  { when: 'it leads to plain HTTP', facts: plain(308, `http://${NAME}/login`), then: 'fail' },
  { when: 'it answers itself', facts: plain(200), then: 'fail' },
  { when: 'it asks for a password over plain HTTP', facts: plain(401), then: 'fail' },
  { when: 'there was no answer', facts: seen({ plain: noAnswer }), then: 'cannot-tell' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
