import { expect, it } from 'vitest';
import control from '../../../controls/updates/runs-succeed.ts';
import type { UpdateStamps } from '../../../facts/update-stamps.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;
const facts = (over: Partial<UpdateStamps>) => ({
  updateStamps: read<UpdateStamps>({ listsCheckedAt: NOW, at: NOW, ...over }),
});

it.each<Row>([
  { when: 'it ran this morning', facts: facts({ upgradedAt: NOW - DAY / 2 }), then: 'pass' },
  { when: 'it failed twice', facts: facts({ upgradedAt: NOW - 2.5 * DAY }), then: 'pass' },
  { when: 'it has not ended well for four days', facts: facts({ upgradedAt: NOW - 4 * DAY }), then: 'fail' },
  { when: 'the server was born an hour ago', facts: facts({ bornAt: NOW - DAY / 24 }), then: 'pass' },
  { when: 'the server was born yesterday and it never ran', facts: facts({ bornAt: NOW - DAY }), then: 'fail' },
  { when: 'it never ran, and nobody knows since when', facts: facts({}), then: 'fail' },
  { when: 'the stamps cannot be read', facts: { updateStamps: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody asked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
