import { expect, it } from 'vitest';
import control from '../../../controls/tls/renewal-on.ts';
import type { FactResults } from '../../../facts/index.ts';
import type { UnitState } from '../../../facts/units.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const on: UnitState = {
  load: 'loaded',
  file: 'enabled',
  active: 'active',
  sub: 'waiting',
  needsReload: false,
  activeSince: '',
};
const masked: UnitState = { ...on, load: 'masked', file: 'masked', active: 'inactive' };
const units = (ours: UnitState | undefined, certbots: UnitState | undefined): FactResults => ({
  units: read({
    ...(ours && { 'sclerite-certificate.timer': ours }),
    ...(certbots && { 'certbot.timer': certbots }),
  }),
});

it.each<Row>([
  { when: 'ours waits and the other is masked', facts: units(on, masked), then: 'pass' },
  { when: 'ours was stopped', facts: units({ ...on, active: 'inactive' }, masked), then: 'fail' },
  { when: 'ours does not come back at boot', facts: units({ ...on, file: 'disabled' }, masked), then: 'fail' },
  { when: 'both run', facts: units(on, on), then: 'fail' },
  { when: 'nothing is said of ours', facts: units(undefined, masked), then: 'cannot-tell' },
  { when: 'nothing is said of the other', facts: units(on, undefined), then: 'cannot-tell' },
  { when: 'systemctl failed', facts: { units: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
