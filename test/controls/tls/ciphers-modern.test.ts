import { expect, it } from 'vitest';
import control from '../../../controls/tls/ciphers-modern.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls, hello, seen, unserved, web } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const old = (oldCiphers: typeof web.hellos.oldCiphers) => seen({ hellos: { ...web.hellos, oldCiphers } });

it.each<Row>([
  { when: 'the old ones are refused', facts: seen(), then: 'pass' },
  {
    when: 'one of them is taken',
    facts: old(hello.accepted('old ciphers', 'TLS 1.2 TLS_RSA_WITH_AES_128_CBC_SHA')),
    then: 'fail',
  },
  { when: 'nothing was said to them', facts: old(hello.silent('old ciphers')), then: 'cannot-tell' },
  { when: 'everything is refused', facts: unserved(), then: 'cannot-tell' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
