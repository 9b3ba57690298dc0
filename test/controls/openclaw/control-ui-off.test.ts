import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/control-ui-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  { when: 'it is on', facts: { openclawSettings: read(settings('gateway.controlUi.enabled', true)) }, then: 'fail' },
  {
    when: 'it is left to OpenClaw',
    facts: { openclawSettings: read(settings('gateway.controlUi.enabled')) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

it.each<Row>([
  { when: 'it is on', facts: { openclawSettings: read(settings('gateway.controlUi.enabled', true)) }, then: 'pass' },
  { when: 'it is off', facts: { openclawSettings: read(settings()) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
])('declared on, and $when -> $then', ({ facts, then }) => {
  const asked = { ...declared, openclaw: { ...declared.openclaw, controlUi: true } };
  expect(judge(control, facts, asked).status).toBe(then);
});
