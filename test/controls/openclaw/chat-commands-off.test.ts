import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/chat-commands-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'a chat restarts the gateway',
    facts: { openclawSettings: read(settings('commands.restart', true)) },
    then: 'fail',
  },
  {
    when: 'restarting is left to OpenClaw',
    facts: { openclawSettings: read(settings('commands.restart')) },
    then: 'fail',
  },
  {
    when: 'a chat writes the config',
    facts: { openclawSettings: read(settings('commands.config', true)) },
    then: 'fail',
  },
  { when: 'a chat runs bash', facts: { openclawSettings: read(settings('commands.bash', true)) }, then: 'fail' },
  {
    when: 'a chat manages plugins',
    facts: { openclawSettings: read(settings('commands.plugins', true)) },
    then: 'fail',
  },
  {
    when: 'a chat sees the debugger',
    facts: { openclawSettings: read(settings('commands.debug', true)) },
    then: 'fail',
  },
  {
    when: 'a chat manages MCP servers',
    facts: { openclawSettings: read(settings('commands.mcp', true)) },
    then: 'fail',
  },
  {
    when: 'bash is not mentioned, and off by default',
    facts: { openclawSettings: read(settings('commands.bash')) },
    then: 'pass',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
