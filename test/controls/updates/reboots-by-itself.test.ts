import { expect, it } from 'vitest';
import control from '../../../controls/updates/reboots-by-itself.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { apt } from './_apt.ts';

const REBOOT = 'Unattended-Upgrade::Automatic-Reboot';

it.each<Row>([
  { when: 'it reboots at night', facts: { aptConfig: apt() }, then: 'pass' },
  { when: 'it reboots at once', facts: { aptConfig: apt({ [`${REBOOT}-Time`]: ['now'] }) }, then: 'pass' },
  { when: 'no time is set, so it is at once', facts: { aptConfig: apt({ [`${REBOOT}-Time`]: [] }) }, then: 'pass' },
  { when: 'it is switched off', facts: { aptConfig: apt({ [REBOOT]: ['true', 'false'] }) }, then: 'fail' },
  { when: 'it is not set', facts: { aptConfig: apt({ [REBOOT]: [] }) }, then: 'fail' },
  { when: 'the time is no time', facts: { aptConfig: apt({ [`${REBOOT}-Time`]: ['25:00'] }) }, then: 'fail' },
  {
    when: 'any open session puts it off',
    facts: { aptConfig: apt({ [`${REBOOT}-WithUsers`]: ['false'] }) },
    then: 'fail',
  },
  { when: "apt's settings cannot be read", facts: { aptConfig: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});

it.each([
  { when: 'it is the declared hour', time: ['02:15'], then: 'pass' },
  { when: 'it is another hour', time: ['04:30'], then: 'fail' },
  { when: 'it is at once', time: [], then: 'fail' },
])('with a declared hour, $when -> $then', ({ time, then }) => {
  const facts = { aptConfig: apt({ [`${REBOOT}-Time`]: time }) };
  expect(judge(control, facts, { rebootAt: '02:15' } as Declared).status).toBe(then);
  expect(control.wants?.({ rebootAt: '02:15' } as Declared).apt?.[`${REBOOT}-Time`]).toBe('02:15');
});
