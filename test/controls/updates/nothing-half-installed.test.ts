import { expect, it } from 'vitest';
import control from '../../../controls/updates/nothing-half-installed.ts';
import type { PackageAudit } from '../../../facts/package-audit.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const facts = (over: Partial<PackageAudit>) => ({
  packageAudit: read<PackageAudit>({ broken: [], unfinished: [], ...over }),
});

it.each<Row>([
  { when: 'all are whole', facts: facts({}), then: 'pass' },
  {
    when: 'one is half configured',
    facts: facts({ broken: [{ name: 'libc6', state: 'half-configured' }] }),
    then: 'fail',
  },
  { when: 'dpkg was interrupted', facts: facts({ unfinished: ['0001'] }), then: 'fail' },
  {
    when: 'packages are being changed',
    facts: { packageAudit: unreadable('packages are being changed right now') },
    then: 'cannot-tell',
  },
  { when: 'nobody asked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
