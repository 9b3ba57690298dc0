import { expect, it } from 'vitest';
import control from '../../../controls/system/core-dumps-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

it.each<Row>([
  { when: 'nothing may be dumped', facts: { coreLimit: read({ soft: '0', hard: '0' }) }, then: 'pass' },
  { when: 'a service may raise its limit', facts: { coreLimit: read({ soft: '0', hard: 'unlimited' }) }, then: 'fail' },
  { when: 'a little may be dumped', facts: { coreLimit: read({ soft: '0', hard: '1024' }) }, then: 'fail' },
  { when: 'the limit could not be read', facts: { coreLimit: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
