import { expect, it } from 'vitest';
import control from '../../../controls/gateway/disk-read-only.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { gatewayWith } from './_process.ts';

it.each<Row>([
  { when: 'every process is as wanted', facts: gatewayWith({}), then: 'pass' },
  { when: 'nothing is writable', facts: gatewayWith({ writableMounts: [] }), then: 'pass' },
  {
    when: 'the whole disk is',
    facts: gatewayWith({ writableMounts: [{ path: '/', type: 'ext4', executable: false }] }),
    then: 'fail',
  },
  {
    when: 'a folder of an unknown file system is',
    facts: gatewayWith({ writableMounts: [{ path: '/opt/openclaw', type: 'newfs', executable: false }] }),
    then: 'fail',
  },
  {
    when: 'memory is',
    facts: gatewayWith({ writableMounts: [{ path: '/run', type: 'tmpfs', executable: true }] }),
    then: 'pass',
  },
  {
    when: 'its private /var/tmp is',
    facts: gatewayWith({ writableMounts: [{ path: '/var/tmp', type: 'ext4', executable: false }] }),
    then: 'pass',
  },
  {
    when: "a container manager's folder is",
    facts: gatewayWith({ writableMounts: [{ path: '/run/host/incoming', type: 'ext4', executable: false }] }),
    then: 'pass',
  },
  {
    when: 'a folder beside the workspace is',
    facts: gatewayWith({ writableMounts: [{ path: '/srv/openclaw', type: 'ext4', executable: false }] }),
    then: 'fail',
  },
  { when: 'no process is there', facts: { gatewayProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
