import { expect, it } from 'vitest';
import control from '../../../controls/gateway/syscalls-filtered.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { gatewayWith } from './_process.ts';

it.each<Row>([
  { when: 'every process is as wanted', facts: gatewayWith({}), then: 'pass' },
  { when: 'one has no filter of its own', facts: gatewayWith({ systemCallFilters: 0 }), then: 'fail' },
  { when: 'one has a single filter', facts: gatewayWith({ systemCallFilters: 1 }), then: 'pass' },
  { when: 'no process is there', facts: { gatewayProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
