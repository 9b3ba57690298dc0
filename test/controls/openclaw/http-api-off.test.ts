import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/http-api-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'chat completions are served',
    facts: { openclawSettings: read(settings('gateway.http.endpoints.chatCompletions.enabled', true)) },
    then: 'fail',
  },
  {
    when: 'responses are served',
    facts: { openclawSettings: read(settings('gateway.http.endpoints.responses.enabled', true)) },
    then: 'fail',
  },
  {
    when: 'neither is mentioned, and both are off by default',
    facts: { openclawSettings: read(settings('gateway.http')) },
    then: 'pass',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'pass' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
