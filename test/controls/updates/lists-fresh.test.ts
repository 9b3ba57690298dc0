import { expect, it } from 'vitest';
import control from '../../../controls/updates/lists-fresh.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const NOW = 1_800_000_000;
const checked = (daysAgo: number) => read({ listsCheckedAt: NOW - daysAgo * 86_400, at: NOW });

it.each<Row>([
  { when: 'they were renewed today', facts: { updateStamps: checked(0.1) }, then: 'pass' },
  { when: 'they are two days old', facts: { updateStamps: checked(2) }, then: 'pass' },
  { when: 'they are from a clock that was ahead', facts: { updateStamps: checked(-1) }, then: 'pass' },
  { when: 'they are four days old', facts: { updateStamps: checked(4) }, then: 'fail' },
  { when: 'the folder cannot be read', facts: { updateStamps: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
