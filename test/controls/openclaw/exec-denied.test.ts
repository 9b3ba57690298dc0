import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/exec-denied.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

const policy = (...security: string[]) =>
  read(security.map((security, index) => ({ scope: 'tools.exec', agent: `agent-${index}`, security })));
const denied = read(settings());

it.each<Row>([
  {
    when: 'config and approvals deny',
    facts: { openclawSettings: denied, openclawExecPolicy: policy('deny') },
    then: 'pass',
  },
  {
    when: 'the config allows everything',
    facts: { openclawSettings: read(settings('tools.exec.mode', 'full')), openclawExecPolicy: policy('full') },
    then: 'fail',
  },
  {
    when: 'the config asks, and the approvals deny',
    facts: { openclawSettings: read(settings('tools.exec.mode', 'ask')), openclawExecPolicy: policy('deny') },
    then: 'fail',
  },
  {
    when: 'the config says nothing',
    facts: { openclawSettings: read(settings('tools.exec')), openclawExecPolicy: policy('deny') },
    then: 'fail',
  },
  {
    when: 'one of two agents may',
    facts: { openclawSettings: denied, openclawExecPolicy: policy('deny', 'allowlist') },
    then: 'fail',
  },
  {
    when: 'the agent may be elevated',
    facts: { openclawSettings: read(settings('tools.elevated.enabled', true)), openclawExecPolicy: policy('deny') },
    then: 'fail',
  },
  {
    when: 'the approvals cannot be read',
    facts: { openclawSettings: denied, openclawExecPolicy: unreadable() },
    then: 'cannot-tell',
  },
  {
    when: 'the config cannot be read',
    facts: { openclawSettings: unreadable(), openclawExecPolicy: policy('deny') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
