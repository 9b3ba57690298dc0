import { expect, it } from 'vitest';
import control from '../../../controls/tls/key-ecdsa.ts';
import { judge } from '../../../policy/judge.ts';
import { rsa } from '../_certificates.ts';
import { declaredTls, handshake, seen, unserved } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

it.each<Row>([
  { when: 'it is on P-256', facts: seen(), then: 'pass' },
  { when: 'it is RSA', facts: handshake({ certificate: rsa }), then: 'fail' },
  { when: 'nothing is served at all', facts: unserved(), then: 'cannot-tell' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
