import { expect, it } from 'vitest';
import control from '../../../controls/gateway/runs-as-openclaw.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { gatewayWith } from './_process.ts';

it.each<Row>([
  { when: 'every process is as wanted', facts: gatewayWith({}), then: 'pass' },
  { when: 'one runs as root', facts: gatewayWith({ users: ['root'] }), then: 'fail' },
  { when: 'one has a second user id', facts: gatewayWith({ users: ['openclaw', 'root'] }), then: 'fail' },
  { when: 'one is in another group', facts: gatewayWith({ groups: ['adm', 'openclaw'] }), then: 'fail' },
  { when: 'one has no group of its own', facts: gatewayWith({ groups: ['nogroup'] }), then: 'fail' },
  { when: 'no process is there', facts: { gatewayProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
