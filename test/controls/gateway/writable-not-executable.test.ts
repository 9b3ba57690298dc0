import { expect, it } from 'vitest';
import control from '../../../controls/gateway/writable-not-executable.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { gatewayWith } from './_process.ts';

it.each<Row>([
  { when: 'every process is as wanted', facts: gatewayWith({}), then: 'pass' },
  { when: 'nothing is writable', facts: gatewayWith({ writableMounts: [] }), then: 'pass' },
  {
    when: 'its state can hold programs',
    facts: gatewayWith({ writableMounts: [{ path: '/var/lib/openclaw', type: 'ext4', executable: true }] }),
    then: 'fail',
  },
  {
    when: 'memory can hold programs',
    facts: gatewayWith({ writableMounts: [{ path: '/dev/shm', type: 'tmpfs', executable: true }] }),
    then: 'fail',
  },
  {
    when: "a container manager's folder can",
    facts: gatewayWith({ writableMounts: [{ path: '/run/host/incoming', type: 'ext4', executable: true }] }),
    then: 'pass',
  },
  { when: 'no process is there', facts: { gatewayProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
