import { expect, it } from 'vitest';
import control from '../../../controls/tls/protocols-modern.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredAs, declaredTls, hello, seen, unserved, web } from '../_exposed.ts';
import { type Row, unreadable } from '../_facts.ts';

const offered = (change: Partial<typeof web.hellos>) => seen({ hellos: { ...web.hellos, ...change } });

it.each<Row>([
  { when: '1.2 and 1.3 are taken, the old ones refused', facts: seen(), then: 'pass' },
  { when: '1.0 is taken', facts: offered({ tls10: hello.accepted('TLS 1.0') }), then: 'fail' },
  { when: '1.1 is taken', facts: offered({ tls11: hello.accepted('TLS 1.1') }), then: 'fail' },
  { when: '1.2 is refused though declared', facts: offered({ tls12: hello.refused('TLS 1.2') }), then: 'fail' },
  { when: '1.3 is refused', facts: offered({ tls13: hello.refused('TLS 1.3') }), then: 'fail' },
  { when: 'nothing was said to 1.0', facts: offered({ tls10: hello.silent('TLS 1.0') }), then: 'cannot-tell' },
  { when: 'nothing is served at all', facts: unserved(), then: 'cannot-tell' },
  { when: 'the view failed', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});

it.each<Row>([
  { when: '1.2 is taken where only 1.3 was declared', facts: seen(), then: 'fail' },
  { when: '1.3 alone is taken', facts: offered({ tls12: hello.refused('TLS 1.2') }), then: 'pass' },
])('modern: $when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredAs({ profile: 'modern' })).status).toBe(then);
});
