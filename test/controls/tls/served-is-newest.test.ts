import { expect, it } from 'vitest';
import control from '../../../controls/tls/served-is-newest.ts';
import { judge } from '../../../policy/judge.ts';
import { intermediate, leaf, two } from '../_certificates.ts';
import { declaredTls, seen, unserved } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

it.each<Row>([
  {
    when: 'what is served lies on disk',
    facts: { ...seen(), proxyCertificate: read([leaf, intermediate]) },
    then: 'pass',
  },
  { when: 'another one lies on disk', facts: { ...seen(), proxyCertificate: read([two, intermediate]) }, then: 'fail' },
  { when: 'there is none on disk', facts: { ...seen(), proxyCertificate: unreadable() }, then: 'cannot-tell' },
  { when: 'the file on disk is empty', facts: { ...seen(), proxyCertificate: read([]) }, then: 'cannot-tell' },
  { when: 'nothing is served at all', facts: { ...unserved(), proxyCertificate: read([leaf]) }, then: 'cannot-tell' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
