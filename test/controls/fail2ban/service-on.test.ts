import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/service-on.ts';
import type { UnitState } from '../../../facts/units.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const unit = (change: Partial<UnitState>) =>
  but('units', (units) => ({
    ...units,
    'fail2ban.service': { ...(units['fail2ban.service'] as UnitState), ...change },
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: unit({}), then: 'pass' },
  { when: 'it is stopped', facts: unit({ active: 'inactive' }), then: 'fail' },
  { when: 'it failed', facts: unit({ active: 'failed' }), then: 'fail' },
  { when: 'it is disabled and still runs', facts: unit({ file: 'disabled' }), then: 'fail' },
  { when: 'it is not installed', facts: unit({ load: 'not-found', file: '', active: 'inactive' }), then: 'fail' },
  { when: 'systemctl said nothing about it', facts: { units: read({}) }, then: 'cannot-tell' },
  { when: 'systemctl failed', facts: { units: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
