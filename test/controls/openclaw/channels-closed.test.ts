import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/channels-closed.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'nobody declared Discord',
    facts: { openclawSettings: read(settings('channels.discord', { groupPolicy: 'disabled' })) },
    then: 'fail',
  },
  {
    when: 'Telegram talks to strangers',
    facts: { openclawSettings: read(settings('channels.telegram.dmPolicy', 'open')) },
    then: 'fail',
  },
  {
    when: 'Telegram takes nobody',
    facts: { openclawSettings: read(settings('channels.telegram.dmPolicy', 'disabled')) },
    then: 'pass',
  },
  {
    when: 'direct messages are left to OpenClaw, which pairs',
    facts: { openclawSettings: read(settings('channels.telegram.dmPolicy')) },
    then: 'pass',
  },
  {
    when: 'everybody is on the list',
    facts: { openclawSettings: read(settings('channels.telegram.allowFrom', ['*'])) },
    then: 'fail',
  },
  {
    when: 'groups are open',
    facts: { openclawSettings: read(settings('channels.telegram.groupPolicy', 'open')) },
    then: 'fail',
  },
  {
    when: 'groups are left to OpenClaw',
    facts: { openclawSettings: read(settings('channels.telegram.groupPolicy')) },
    then: 'fail',
  },
  {
    when: 'an account has policies of its own',
    facts: { openclawSettings: read(settings('channels.telegram.accounts', { other: { dmPolicy: 'open' } })) },
    then: 'fail',
  },
  {
    when: 'a channel is no object',
    facts: { openclawSettings: read(settings('channels.telegram', true)) },
    then: 'fail',
  },
  { when: 'the declared channel is not there', facts: { openclawSettings: read(settings('channels')) }, then: 'pass' },
  {
    when: 'only defaults are there',
    facts: { openclawSettings: read(settings('channels', { defaults: { groupPolicy: 'disabled' } })) },
    then: 'pass',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'pass' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
