import { expect, it } from 'vitest';
import control from '../../../controls/gateway/ready.ts';
import type { UnitState } from '../../../facts/units.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const unit = (active: string) =>
  read({ 'openclaw-gateway.service': { active, sub: 'running', load: 'loaded' } as UnitState });
const answer = (status: number) => read({ url: 'http://127.0.0.1:18789/readyz', status });

it.each<Row>([
  { when: 'it runs and is ready', facts: { units: unit('active'), gatewayReadiness: answer(200) }, then: 'pass' },
  { when: 'it runs and is not ready', facts: { units: unit('active'), gatewayReadiness: answer(503) }, then: 'fail' },
  { when: 'it hangs', facts: { units: unit('active'), gatewayReadiness: answer(0) }, then: 'fail' },
  {
    when: 'something else answers in its place',
    facts: { units: unit('inactive'), gatewayReadiness: answer(200) },
    then: 'fail',
  },
  { when: 'it failed', facts: { units: unit('failed'), gatewayReadiness: answer(0) }, then: 'fail' },
  {
    when: 'nobody could ask it',
    facts: { units: unit('active'), gatewayReadiness: unreadable() },
    then: 'cannot-tell',
  },
  { when: 'systemctl failed', facts: { units: unreadable(), gatewayReadiness: answer(200) }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
