import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/sessions-apart.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'everybody shares one session',
    facts: { openclawSettings: read(settings('session.dmScope', 'main')) },
    then: 'fail',
  },
  {
    when: 'sessions are left to OpenClaw',
    facts: { openclawSettings: read(settings('session.dmScope')) },
    then: 'fail',
  },
  {
    when: "channels share a person's session",
    facts: { openclawSettings: read(settings('session.dmScope', 'per-peer')) },
    then: 'fail',
  },
  {
    when: 'accounts are kept apart as well',
    facts: { openclawSettings: read(settings('session.dmScope', 'per-account-channel-peer')) },
    then: 'pass',
  },
  {
    when: 'sessions see each other',
    facts: { openclawSettings: read(settings('tools.sessions.visibility', 'all')) },
    then: 'fail',
  },
  {
    when: 'agents talk to each other',
    facts: { openclawSettings: read(settings('tools.agentToAgent.enabled', true)) },
    then: 'fail',
  },
  {
    when: 'messages cross contexts of one provider',
    facts: { openclawSettings: read(settings('tools.message.crossContext.allowWithinProvider', true)) },
    then: 'fail',
  },
  {
    when: 'messages cross providers',
    facts: { openclawSettings: read(settings('tools.message.crossContext.allowAcrossProviders', true)) },
    then: 'fail',
  },
  { when: 'crossing is left to OpenClaw', facts: { openclawSettings: read(settings('tools.message')) }, then: 'fail' },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
