import { expect, it } from 'vitest';
import control from '../../../controls/proxy/paths-declared.ts';
import { judge } from '../../../policy/judge.ts';
import { answer, declaredTls, noAnswer, seen, web } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const socket = web.known?.socket ?? noAnswer;
const forbidden = (...answers: (typeof noAnswer)[]) => seen({ known: { socket, forbidden: answers } });

it.each<Row>([
  { when: 'they are not found', facts: seen(), then: 'pass' },
  { when: 'one is answered', facts: forbidden(answer(404), answer(200, {}, 'GET /readyz')), then: 'fail' },
  { when: 'one asks for the token', facts: forbidden(answer(401, {}, 'POST /v1/models')), then: 'fail' },
  { when: 'one ends in a broken gateway', facts: forbidden(answer(502, {}, 'GET /hooks')), then: 'fail' },
  { when: 'one is answered, another one is not', facts: forbidden(noAnswer, answer(200)), then: 'fail' },
  { when: 'one is not answered', facts: forbidden(answer(404), noAnswer), then: 'cannot-tell' },
  {
    when: 'the password is an old one',
    facts: forbidden(answer(401, { 'www-authenticate': 'Basic realm="OpenClaw"' })),
    then: 'cannot-tell',
  },
  {
    when: 'the certificate is an old one',
    facts: seen({ known: { socket: answer(400), forbidden: [answer(400)] } }),
    then: 'cannot-tell',
  },
  { when: 'somebody asked too often', facts: forbidden(answer(404), answer(429)), then: 'cannot-tell' },
  { when: 'one is answered, and then too much was asked', facts: forbidden(answer(200), answer(429)), then: 'fail' },
  { when: 'one refuses what was asked', facts: forbidden(answer(400, {}, 'GET /v1/models')), then: 'fail' },
  {
    when: 'the WebSocket does not work, which is another matter',
    facts: seen({ known: { socket: answer(404), forbidden: [answer(404)] } }),
    then: 'pass',
  },
  { when: 'nothing here opens the door', facts: seen({ known: undefined }), then: 'cannot-tell' },
  { when: 'nobody looked from outside', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
