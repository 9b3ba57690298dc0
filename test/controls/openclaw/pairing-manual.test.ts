import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/pairing-manual.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'loopback is paired silently',
    facts: { openclawSettings: read(settings('gateway.nodes.pairing.autoApproveLocal', true)) },
    then: 'fail',
  },
  {
    when: 'loopback is left to OpenClaw',
    facts: { openclawSettings: read(settings('gateway.nodes.pairing.autoApproveLocal')) },
    then: 'fail',
  },
  {
    when: 'SSH counts as approval',
    facts: { openclawSettings: read(settings('gateway.nodes.pairing.sshVerify', true)) },
    then: 'fail',
  },
  {
    when: 'SSH is left to OpenClaw',
    facts: { openclawSettings: read(settings('gateway.nodes.pairing.sshVerify')) },
    then: 'fail',
  },
  {
    when: 'a network is paired silently',
    facts: { openclawSettings: read(settings('gateway.nodes.pairing.autoApproveCidrs', ['10.0.0.0/8'])) },
    then: 'fail',
  },
  {
    when: 'no network is mentioned',
    facts: { openclawSettings: read(settings('gateway.nodes.pairing.autoApproveCidrs')) },
    then: 'pass',
  },
  {
    when: 'a proxy approves devices',
    facts: { openclawSettings: read(settings('gateway.auth.trustedProxy', { deviceAutoApprove: { enabled: true } })) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
