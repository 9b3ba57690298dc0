import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/binds-loopback.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'it binds the local network',
    facts: { openclawSettings: read(settings('gateway.bind', 'lan')) },
    then: 'fail',
  },
  { when: 'it binds a tailnet', facts: { openclawSettings: read(settings('gateway.bind', 'tailnet')) }, then: 'fail' },
  {
    when: 'the address is left to OpenClaw',
    facts: { openclawSettings: read(settings('gateway.bind')) },
    then: 'fail',
  },
  {
    when: 'Tailscale serves it',
    facts: { openclawSettings: read(settings('gateway.tailscale.mode', 'serve')) },
    then: 'fail',
  },
  {
    when: 'Tailscale is not mentioned',
    facts: { openclawSettings: read(settings('gateway.tailscale')) },
    then: 'pass',
  },
  {
    when: 'it is a client of another gateway',
    facts: { openclawSettings: read(settings('gateway.mode', 'remote')) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
