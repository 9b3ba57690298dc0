import { expect, it } from 'vitest';
import control from '../../../controls/updates/timers-on.ts';
import type { UnitState } from '../../../facts/units.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const on: UnitState = {
  load: 'loaded',
  file: 'enabled',
  active: 'active',
  sub: 'waiting',
  needsReload: false,
  activeSince: '',
};
const timers = (daily?: UnitState, upgrade?: UnitState) =>
  read({
    ...(daily && { 'apt-daily.timer': daily }),
    ...(upgrade && { 'apt-daily-upgrade.timer': upgrade }),
  });

it.each<Row>([
  { when: 'both are enabled and active', facts: { units: timers(on, on) }, then: 'pass' },
  { when: 'one is stopped', facts: { units: timers(on, { ...on, active: 'inactive' }) }, then: 'fail' },
  { when: 'one is disabled and still active', facts: { units: timers({ ...on, file: 'disabled' }, on) }, then: 'fail' },
  { when: 'one is masked', facts: { units: timers(on, { ...on, load: 'masked', file: 'masked' }) }, then: 'fail' },
  { when: 'one is off and the other unreported', facts: { units: timers({ ...on, active: 'failed' }) }, then: 'fail' },
  { when: 'one is on and the other unreported', facts: { units: timers(on) }, then: 'cannot-tell' },
  { when: 'systemctl failed', facts: { units: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
