import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/plugins-declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'one more is allowed',
    facts: { openclawSettings: read(settings('plugins.allow', ['anthropic', 'memory-core', 'telegram', 'openai'])) },
    then: 'fail',
  },
  {
    when: 'one less is allowed',
    facts: { openclawSettings: read(settings('plugins.allow', ['anthropic'])) },
    then: 'pass',
  },
  { when: 'there is no list', facts: { openclawSettings: read(settings('plugins.allow')) }, then: 'fail' },
  {
    when: 'a folder of plugins is loaded',
    facts: { openclawSettings: read(settings('plugins.load', { paths: ['/tmp/x'] })) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
