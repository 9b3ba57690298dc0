import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/token-required.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'there is no authentication',
    facts: { openclawSettings: read(settings('gateway.auth.mode', 'none')) },
    then: 'fail',
  },
  {
    when: 'a proxy is trusted instead',
    facts: { openclawSettings: read(settings('gateway.auth.mode', 'trusted-proxy')) },
    then: 'fail',
  },
  { when: 'the mode is not set', facts: { openclawSettings: read(settings('gateway.auth.mode')) }, then: 'fail' },
  {
    when: 'whoever is in the tailnet needs no token',
    facts: { openclawSettings: read(settings('gateway.auth.allowTailscale', true)) },
    then: 'fail',
  },
  {
    when: 'the tailnet is left to OpenClaw',
    facts: { openclawSettings: read(settings('gateway.auth.allowTailscale')) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
