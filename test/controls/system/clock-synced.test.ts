import { expect, it } from 'vitest';
import control from '../../../controls/system/clock-synced.ts';
import type { UnitState } from '../../../facts/units.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';
import { running, units } from './_unit-states.ts';

const UNIT = 'systemd-timesyncd.service';
const clock = (state: Partial<UnitState>, isSynced = true, container = 'none') => ({
  ...units({ [UNIT]: { ...running, ...state } }),
  container: read(container),
  clockSync: read(isSynced),
});

it.each<Row>([
  { when: 'its service runs and set the clock', facts: clock({}), then: 'pass' },
  { when: 'its service runs and reached nobody', facts: clock({}, false), then: 'fail' },
  { when: 'its service was stopped after it had set it', facts: clock({ active: 'inactive' }), then: 'fail' },
  { when: 'its service will not come back', facts: clock({ file: 'disabled' }), then: 'fail' },
  { when: 'it is a container', facts: clock({ active: 'inactive' }, false, 'systemd-nspawn'), then: 'cannot-tell' },
  { when: 'its trace could not be looked for', facts: { ...clock({}), clockSync: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
