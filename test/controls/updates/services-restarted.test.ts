import { expect, it } from 'vitest';
import control from '../../../controls/updates/services-restarted.ts';
import type { RunningProgram } from '../../../facts/running-programs.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const program = (over: Partial<RunningProgram>): RunningProgram => ({
  pid: 812,
  name: 'sshd',
  user: 'root',
  unit: 'ssh.service',
  executable: '/usr/sbin/sshd',
  isPackaged: true,
  replaced: [],
  ...over,
});
const old = ['/usr/lib/x86_64-linux-gnu/libssl.so.3'];
const facts = (over: Partial<RunningProgram>, rebootRequiredSince?: number) => ({
  runningPrograms: read([program({}), program(over)]),
  updateStamps: read({ listsCheckedAt: 0, at: 10, ...(rebootRequiredSince !== undefined && { rebootRequiredSince }) }),
});

it.each<Row>([
  { when: 'everything runs what is installed', facts: facts({}), then: 'pass' },
  { when: 'sshd runs the former OpenSSL', facts: facts({ replaced: old }), then: 'fail' },
  { when: 'the first process runs the former libc', facts: facts({ unit: 'init.scope', replaced: old }), then: 'fail' },
  { when: 'only a login of the admin does', facts: facts({ unit: 'session-3.scope', replaced: old }), then: 'pass' },
  {
    when: 'only the admin’s own systemd does',
    facts: facts({ unit: 'user@1000.service', replaced: old }),
    then: 'pass',
  },
  {
    when: 'dbus does, and nobody asked for a reboot',
    facts: facts({ unit: 'dbus.service', replaced: old }),
    then: 'fail',
  },
  {
    when: 'dbus waits for the reboot that is asked for',
    facts: facts({ unit: 'dbus.service', replaced: old }, 5),
    then: 'pass',
  },
  { when: 'a service does, reboot or not', facts: facts({ replaced: old }, 5), then: 'fail' },
  { when: '/proc could not be read', facts: { ...facts({}), runningPrograms: unreadable() }, then: 'cannot-tell' },
  { when: 'the stamps could not be read', facts: { ...facts({}), updateStamps: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected it', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
