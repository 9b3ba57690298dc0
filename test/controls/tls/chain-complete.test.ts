import { expect, it } from 'vitest';
import control from '../../../controls/tls/chain-complete.ts';
import { judge } from '../../../policy/judge.ts';
import { intermediate, leaf, own } from '../_certificates.ts';
import { declaredTls, handshake, seen, unserved, web } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const short = {
  ...web,
  chain: [leaf],
  handshake: { protocol: 'TLSv1.3', cipher: 'x', certificate: leaf, distrust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
};

it.each<Row>([
  { when: 'each certificate signed the one before', facts: seen(), then: 'pass' },
  { when: 'the intermediate is missing', facts: { outsideWeb: read(short) }, then: 'fail' },
  { when: 'a stray stands between them', facts: seen({ chain: [leaf, own, intermediate] }), then: 'fail' },
  { when: 'a stray stands at the end', facts: seen({ chain: [leaf, intermediate, own] }), then: 'fail' },
  { when: 'the order is wrong', facts: seen({ chain: [intermediate, leaf] }), then: 'fail' },
  {
    when: 'it signed itself, which is another matter',
    facts: handshake({ distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    then: 'pass',
  },
  { when: 'TLS 1.3 hides it, and it led to a root', facts: seen({ chain: [] }), then: 'pass' },
  { when: 'nothing is served at all', facts: unserved(), then: 'cannot-tell' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
