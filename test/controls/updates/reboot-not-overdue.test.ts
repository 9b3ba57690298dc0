import { expect, it } from 'vitest';
import control from '../../../controls/updates/reboot-not-overdue.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const NOW = 1_800_000_000;
const waiting = (days: number) => read({ listsCheckedAt: NOW, rebootRequiredSince: NOW - days * 86_400, at: NOW });

it.each<Row>([
  { when: 'no reboot is asked for', facts: { updateStamps: read({ listsCheckedAt: NOW, at: NOW }) }, then: 'pass' },
  { when: 'one has been waiting since yesterday', facts: { updateStamps: waiting(1) }, then: 'pass' },
  { when: 'one has been waiting for four days', facts: { updateStamps: waiting(4) }, then: 'fail' },
  { when: 'the folder cannot be read', facts: { updateStamps: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
