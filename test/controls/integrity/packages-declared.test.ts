import { expect, it } from 'vitest';
import control from '../../../controls/integrity/packages-declared.ts';
import type { Baseline, BaselineDifference } from '../../../facts/baseline.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const facts = (...differences: readonly BaselineDifference[]) => ({
  baseline: read<Baseline>({ sha256: 'a'.repeat(64), takenAt: 1_795_000_000, size: 900, differences }),
});
const file: BaselineDifference = { kind: 'file', name: '/etc/vendor.conf', change: 'added' };
const asked: BaselineDifference = { kind: 'package', name: 'gcc', change: 'added' };
const beside = (...differences: readonly BaselineDifference[]) => ({
  ...facts(...differences),
  packages: read({ nginx: { isInstalled: true, version: '1' } }),
});

it.each<Row>([
  { when: 'nobody asked for more', facts: beside(), then: 'pass' },
  { when: 'somebody asked for a compiler', facts: beside(asked), then: 'fail' },
  { when: 'an automatic package became asked for', facts: beside({ ...asked, change: 'changed' }), then: 'fail' },
  { when: 'it is wanted', facts: beside({ ...asked, name: 'nginx' }), then: 'pass' },
  { when: 'only a file changed', facts: beside(file), then: 'pass' },
  { when: 'there is no baseline yet', facts: { ...beside(), baseline: unreadable() }, then: 'cannot-tell' },
  { when: 'dpkg did not answer', facts: { ...beside(), packages: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody compared', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
