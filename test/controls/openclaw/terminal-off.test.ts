import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/terminal-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'the terminal is on',
    facts: { openclawSettings: read(settings('gateway.terminal.enabled', true)) },
    then: 'fail',
  },
  {
    when: 'the terminal is left to OpenClaw',
    facts: { openclawSettings: read(settings('gateway.terminal')) },
    then: 'fail',
  },
  {
    when: 'command-line agents are on',
    facts: { openclawSettings: read(settings('gateway.cliAgents.enabled', true)) },
    then: 'fail',
  },
  {
    when: 'command-line agents are left to OpenClaw',
    facts: { openclawSettings: read(settings('gateway.cliAgents')) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
