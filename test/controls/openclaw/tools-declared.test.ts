import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/tools-declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  { when: 'the profile is wider', facts: { openclawSettings: read(settings('tools.profile', 'full')) }, then: 'fail' },
  {
    when: 'the profile is left to OpenClaw',
    facts: { openclawSettings: read(settings('tools.profile')) },
    then: 'fail',
  },
  {
    when: 'the profile is narrower',
    facts: { openclawSettings: read(settings('tools.profile', 'minimal')) },
    then: 'pass',
  },
  {
    when: 'a tool more is granted',
    facts: { openclawSettings: read(settings('tools.alsoAllow', ['web_search', 'write'])) },
    then: 'fail',
  },
  {
    when: 'the granted tool is taken away',
    facts: { openclawSettings: read(settings('tools.alsoAllow')) },
    then: 'pass',
  },
  {
    when: 'a list of tools replaces the profile',
    facts: { openclawSettings: read(settings('tools.allow', ['exec'])) },
    then: 'fail',
  },
  {
    when: 'commands are no longer denied',
    facts: { openclawSettings: read(settings('tools.deny', ['group:automation', 'gateway'])) },
    then: 'fail',
  },
  { when: 'nothing is denied', facts: { openclawSettings: read(settings('tools.deny')) }, then: 'fail' },
  {
    when: 'files outside the workspace are in reach',
    facts: { openclawSettings: read(settings('tools.fs.workspaceOnly', false)) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
