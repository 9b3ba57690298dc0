import { expect, it } from 'vitest';
import control from '../../../controls/updates/release-supported.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const release = (versionId: string, day: string, id = 'debian') =>
  read({ id, versionId, at: Date.parse(`${day}T12:00:00Z`) / 1000 });

it.each<Row>([
  { when: 'it is Debian 13 in its first year', facts: { osRelease: release('13', '2026-11-23') }, then: 'pass' },
  { when: 'it is the last day of support', facts: { osRelease: release('13', '2028-08-09') }, then: 'pass' },
  { when: 'it is the day after', facts: { osRelease: release('13', '2028-08-10') }, then: 'fail' },
  { when: 'it is Debian 12 in late 2026', facts: { osRelease: release('12', '2026-11-23') }, then: 'fail' },
  { when: 'it is a release of the future', facts: { osRelease: release('14', '2026-11-23') }, then: 'cannot-tell' },
  { when: 'it is not Debian', facts: { osRelease: release('13', '2026-11-23', 'devuan') }, then: 'cannot-tell' },
  { when: 'os-release cannot be read', facts: { osRelease: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
