import { expect, it } from 'vitest';
import control from '../../../controls/proxy/version-hidden.ts';
import { judge } from '../../../policy/judge.ts';
import { answer, declaredTls, noAnswer, seen } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

it.each<Row>([
  { when: 'only the name of nginx is told', facts: seen(), then: 'pass' },
  { when: 'nothing is told', facts: seen({ anonymous: answer(401, { server: '' }) }), then: 'pass' },
  {
    when: 'HTTPS tells the version',
    facts: seen({ anonymous: answer(401, { server: 'nginx/1.26.3' }) }),
    then: 'fail',
  },
  { when: 'port 80 tells the version', facts: seen({ plain: answer(308, { server: 'nginx/1.26.3' }) }), then: 'fail' },
  {
    when: 'what is behind tells its version',
    facts: seen({
      known: { socket: answer(101), forbidden: [answer(404, { 'x-powered-by': 'Express 4' }, 'GET /readyz')] },
    }),
    then: 'fail',
  },
  {
    when: 'a proxy in between tells its own',
    facts: seen({ anonymous: answer(401, { via: '1.1 cache' }) }),
    then: 'fail',
  },
  {
    when: 'the version stands before an address with a port',
    facts: seen({ anonymous: answer(401, { via: '1.1 cache.example.com:http' }) }),
    then: 'fail',
  },
  {
    when: 'the version is the first of two',
    facts: seen({ anonymous: answer(401, { server: 'nginx/1.26.3, cache' }) }),
    then: 'fail',
  },
  {
    when: 'the version is told, though HTTPS says nothing',
    facts: seen({ anonymous: noAnswer, plain: answer(308, { server: 'nginx/1.26.3' }) }),
    then: 'fail',
  },
  { when: 'nothing here opens the door', facts: seen({ known: undefined }), then: 'pass' },
  { when: 'HTTPS does not answer', facts: seen({ anonymous: noAnswer }), then: 'cannot-tell' },
  { when: 'port 80 does not answer', facts: seen({ plain: noAnswer }), then: 'cannot-tell' },
  { when: 'nobody looked from outside', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
