import { expect, it } from 'vitest';
import control from '../../../controls/integrity/baseline-pinned.ts';
import type { Baseline } from '../../../facts/baseline.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { read, unreadable } from '../_facts.ts';

const taken = read<Baseline>({ sha256: 'a'.repeat(64), takenAt: 1_795_000_000, size: 900, differences: [] });

it.each([
  { when: 'it is the one that was taken', fact: taken, pinned: 'a'.repeat(64), then: 'pass' },
  { when: 'it is another one', fact: taken, pinned: 'b'.repeat(64), then: 'fail' },
  { when: 'none is kept here', fact: taken, pinned: undefined, then: 'cannot-tell' },
  { when: 'there is none', fact: unreadable('there is no baseline yet'), pinned: 'a'.repeat(64), then: 'cannot-tell' },
  { when: 'nobody compared', fact: undefined, pinned: 'a'.repeat(64), then: 'cannot-tell' },
] as const)('$when -> $then', ({ fact, pinned, then }) => {
  const declared = (pinned === undefined ? {} : { baseline: pinned }) as Declared;
  expect(judge(control, { ...(fact && { baseline: fact }) }, declared).status).toBe(then);
});
