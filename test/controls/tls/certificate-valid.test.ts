import { expect, it } from 'vitest';
import control from '../../../controls/tls/certificate-valid.ts';
import { judge } from '../../../policy/judge.ts';
import { JUDGED_AT, own } from '../_certificates.ts';
import { declaredTls, handshake, seen, unserved } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const DAY = 86_400;

it.each<Row>([
  { when: 'it is trusted and has begun', facts: seen(), then: 'pass' },
  {
    when: 'it signed itself',
    facts: handshake({ certificate: own, distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    then: 'fail',
  },
  {
    when: 'a CA signed it that nobody trusts',
    facts: handshake({ distrust: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    then: 'fail',
  },
  { when: 'it has ended, says OpenSSL', facts: handshake({ distrust: 'CERT_HAS_EXPIRED' }), then: 'fail' },
  { when: "it has ended by the server's clock alone", facts: seen({ at: JUDGED_AT + 100 * DAY }), then: 'fail' },
  { when: "it begins later by the server's clock", facts: seen({ at: JUDGED_AT - 100 * DAY }), then: 'fail' },
  { when: 'nothing is served at all', facts: unserved(), then: 'fail' },
  { when: 'TLS 1.3 hides the chain', facts: seen({ chain: [] }), then: 'pass' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
