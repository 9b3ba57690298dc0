import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/skills-fixed.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'a skill is loaded',
    facts: { openclawSettings: read(settings('agents.defaults.skills', ['weather'])) },
    then: 'fail',
  },
  {
    when: 'skills are left to OpenClaw',
    facts: { openclawSettings: read(settings('agents.defaults.skills')) },
    then: 'fail',
  },
  {
    when: 'archives may be uploaded',
    facts: { openclawSettings: read(settings('skills.install.allowUploadedArchives', true)) },
    then: 'fail',
  },
  {
    when: 'the agent writes its own',
    facts: { openclawSettings: read(settings('skills.workshop.autonomous.mode', 'on')) },
    then: 'fail',
  },
  {
    when: 'nodes bring theirs',
    facts: { openclawSettings: read(settings('gateway.nodes.allowSkills', true)) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
