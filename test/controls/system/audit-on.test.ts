import { expect, it } from 'vitest';
import control from '../../../controls/system/audit-on.ts';
import type { AuditState } from '../../../facts/audit-state.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const audit = (change: Partial<AuditState>, container = 'none') => ({
  container: read(container),
  auditState: read({ enabled: 1, pid: 400, lost: 0, rules: [], ...change }),
});

it.each<Row>([
  { when: 'it runs and its daemon too', facts: audit({}), then: 'pass' },
  { when: 'its rules are fixed until the next boot', facts: audit({ enabled: 2 }), then: 'pass' },
  { when: 'it is off', facts: audit({ enabled: 0 }), then: 'fail' },
  { when: 'nobody takes the records', facts: audit({ pid: 0 }), then: 'fail' },
  { when: 'it is a container', facts: audit({ enabled: 0 }, 'systemd-nspawn'), then: 'cannot-tell' },
  { when: 'the kernel could not be asked', facts: { ...audit({}), auditState: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
