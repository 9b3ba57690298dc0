import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/guessing-limited.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'loopback is exempt',
    facts: { openclawSettings: read(settings('gateway.auth.rateLimit.exemptLoopback', true)) },
    then: 'fail',
  },
  {
    when: 'a thousand tries are allowed',
    facts: { openclawSettings: read(settings('gateway.auth.rateLimit.maxAttempts', 1000)) },
    then: 'fail',
  },
  {
    when: 'the lock lasts a second',
    facts: { openclawSettings: read(settings('gateway.auth.rateLimit.lockoutMs', 1000)) },
    then: 'fail',
  },
  {
    when: 'the tries are counted over a millisecond',
    facts: { openclawSettings: read(settings('gateway.auth.rateLimit.windowMs', 1)) },
    then: 'fail',
  },
  { when: 'there is no limit', facts: { openclawSettings: read(settings('gateway.auth.rateLimit')) }, then: 'fail' },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
