import { expect, it } from 'vitest';
import control from '../../../controls/integrity/sums-kept.ts';
import type { Baseline, BaselineDifference } from '../../../facts/baseline.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const facts = (...differences: readonly BaselineDifference[]) => ({
  baseline: read<Baseline>({ sha256: 'a'.repeat(64), takenAt: 1_795_000_000, size: 900, differences }),
});
const file: BaselineDifference = { kind: 'file', name: '/etc/vendor.conf', change: 'added' };
const sums: BaselineDifference = { kind: 'sums', name: 'sudo 1.9.16p2-3', change: 'changed' };

it.each<Row>([
  { when: 'nothing changed', facts: facts(), then: 'pass' },
  { when: 'the sums of a version are others', facts: facts(sums), then: 'fail' },
  { when: 'only a file changed', facts: facts(file), then: 'pass' },
  { when: 'there is no baseline yet', facts: { baseline: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody compared', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
