import { expect, it } from 'vitest';
import control from '../../../controls/integrity/baseline-kept.ts';
import type { Baseline, BaselineDifference } from '../../../facts/baseline.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const facts = (...differences: readonly BaselineDifference[]) => ({
  baseline: read<Baseline>({ sha256: 'a'.repeat(64), takenAt: 1_795_000_000, size: 900, differences }),
});
const file: BaselineDifference = { kind: 'file', name: '/etc/vendor.conf', change: 'added' };
const sums: BaselineDifference = { kind: 'sums', name: 'sudo 1.9.16p2-3', change: 'changed' };
const asked: BaselineDifference = { kind: 'package', name: 'gcc', change: 'added' };

it.each<Row>([
  { when: 'nothing changed', facts: facts(), then: 'pass' },
  { when: 'a file was added', facts: facts(file), then: 'fail' },
  { when: 'a file is gone', facts: facts({ ...file, change: 'removed' }), then: 'fail' },
  {
    when: 'an account has another password',
    facts: facts({ kind: 'password', name: 'admin', change: 'changed' }),
    then: 'fail',
  },
  { when: 'only what other controls judge changed', facts: facts(sums, asked), then: 'pass' },
  { when: 'fifty things changed', facts: facts(...Array(50).fill(file)), then: 'fail' },
  {
    when: 'there is no baseline yet',
    facts: { baseline: unreadable('there is no baseline yet') },
    then: 'cannot-tell',
  },
  { when: 'nobody compared', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});

it('names what changed, how and since when', () => {
  const { evidence, next } = judge(control, facts(file), { server: 'gateway' } as Declared);
  expect(evidence).toEqual(['file /etc/vendor.conf: added since 2026-11-18T11:06:40Z']);
  expect(next).toContain('./sclerite handover gateway --accept-changes');
});
