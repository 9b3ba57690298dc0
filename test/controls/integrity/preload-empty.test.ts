import { expect, it } from 'vitest';
import control from '../../../controls/integrity/preload-empty.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

it.each<Row>([
  { when: 'there is no such file', facts: { preload: read([]) }, then: 'pass' },
  { when: 'a library is in it', facts: { preload: read(['/usr/lib/libprocesshider.so']) }, then: 'fail' },
  { when: 'it could not be read', facts: { preload: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
