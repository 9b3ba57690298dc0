import { expect, it } from 'vitest';
import control from '../../../controls/system/sleep-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';
import { masked, units } from './_unit-states.ts';

const NAMES = [
  'sleep.target',
  'suspend.target',
  'hibernate.target',
  'hybrid-sleep.target',
  'suspend-then-hibernate.target',
];
const all = Object.fromEntries(NAMES.map((name) => [name, masked]));
const NAME = 'suspend-then-hibernate.target';

it.each<Row>([
  { when: 'every one is masked', facts: units(all), then: 'pass' },
  { when: 'one can be started', facts: units({ ...all, [NAME]: { load: 'loaded', file: 'static' } }), then: 'fail' },
  {
    when: 'one is only disabled',
    facts: units({ ...all, [NAME]: { load: 'loaded', file: 'disabled' } }),
    then: 'fail',
  },
  {
    when: 'one is not there, and so could be installed',
    facts: units({ ...all, [NAME]: { load: 'not-found', file: '' } }),
    then: 'fail',
  },
  {
    when: 'one was masked and still runs',
    facts: units({ ...all, [NAME]: { ...masked, active: 'active' } }),
    then: 'fail',
  },
  { when: 'systemd said nothing about one', facts: units({ ...all, [NAME]: undefined }), then: 'cannot-tell' },
  { when: 'systemd did not answer', facts: { units: unreadable('Connection timed out') }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
