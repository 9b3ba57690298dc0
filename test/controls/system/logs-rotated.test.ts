import { expect, it } from 'vitest';
import control from '../../../controls/system/logs-rotated.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';
import { running, units } from './_unit-states.ts';

it.each<Row>([
  { when: 'its timer runs', facts: units({ 'logrotate.timer': running }), then: 'pass' },
  {
    when: 'its timer is stopped',
    facts: units({ 'logrotate.timer': { ...running, active: 'inactive' } }),
    then: 'fail',
  },
  {
    when: 'it will not come back',
    facts: units({ 'logrotate.timer': { ...running, file: 'disabled' } }),
    then: 'fail',
  },
  { when: 'it is masked', facts: units({ 'logrotate.timer': { load: 'masked', file: 'masked' } }), then: 'fail' },
  { when: 'systemd said nothing about it', facts: units({ 'logrotate.timer': undefined }), then: 'cannot-tell' },
  { when: 'systemd did not answer', facts: { units: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
