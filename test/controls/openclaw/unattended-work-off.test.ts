import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/unattended-work-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  { when: 'jobs run', facts: { openclawSettings: read(settings('cron.enabled', true)) }, then: 'fail' },
  { when: 'jobs are left to OpenClaw', facts: { openclawSettings: read(settings('cron')) }, then: 'fail' },
  {
    when: 'it wakes every half hour',
    facts: { openclawSettings: read(settings('agents.defaults.heartbeat.every', '30m')) },
    then: 'fail',
  },
  {
    when: 'waking is left to OpenClaw',
    facts: { openclawSettings: read(settings('agents.defaults.heartbeat')) },
    then: 'fail',
  },
  { when: 'hooks are on', facts: { openclawSettings: read(settings('hooks.enabled', true)) }, then: 'fail' },
  {
    when: 'hooks are not mentioned, and off by default',
    facts: { openclawSettings: read(settings('hooks')) },
    then: 'pass',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
