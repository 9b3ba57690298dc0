import { expect, it } from 'vitest';
import control from '../../../controls/proxy/websocket-works.ts';
import { judge } from '../../../policy/judge.ts';
import { answer, declaredTls, noAnswer, seen } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const socket = (answered: typeof noAnswer) => seen({ known: { socket: answered, forbidden: [] } });

it.each<Row>([
  { when: 'the connection becomes a WebSocket', facts: seen(), then: 'pass' },
  { when: 'the password is refused', facts: socket(answer(401)), then: 'fail' },
  { when: 'the gateway is down', facts: socket(answer(502)), then: 'fail' },
  { when: 'it is answered as a page', facts: socket(answer(200)), then: 'fail' },
  { when: 'nothing is answered', facts: socket(noAnswer), then: 'cannot-tell' },
  { when: 'nothing here opens the door', facts: seen({ known: undefined }), then: 'cannot-tell' },
  { when: 'nobody looked from outside', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
