import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/browser-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  { when: 'it is on', facts: { openclawSettings: read(settings('browser.enabled', true)) }, then: 'fail' },
  { when: 'it is left to OpenClaw', facts: { openclawSettings: read(settings('browser.enabled')) }, then: 'fail' },
  {
    when: 'a node offers its browser',
    facts: { openclawSettings: read(settings('gateway.nodes.browser.mode', 'auto')) },
    then: 'fail',
  },
  {
    when: 'nodes are left to OpenClaw',
    facts: { openclawSettings: read(settings('gateway.nodes.browser')) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
