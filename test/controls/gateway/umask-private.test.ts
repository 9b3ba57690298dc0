import { expect, it } from 'vitest';
import control from '../../../controls/gateway/umask-private.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { gatewayWith } from './_process.ts';

it.each<Row>([
  { when: 'every process is as wanted', facts: gatewayWith({}), then: 'pass' },
  { when: 'one lets everybody read', facts: gatewayWith({ umask: '0022' }), then: 'fail' },
  { when: 'one lets its group read', facts: gatewayWith({ umask: '0027' }), then: 'fail' },
  { when: 'one lets others read', facts: gatewayWith({ umask: '0070' }), then: 'fail' },
  { when: 'one takes more than needed', facts: gatewayWith({ umask: '0177' }), then: 'pass' },
  { when: 'no process is there', facts: { gatewayProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
