import { expect, it } from 'vitest';
import control from '../../../controls/integrity/processes-known.ts';
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
const facts = (over: Partial<RunningProgram>) => ({ runningPrograms: read([program({}), program(over)]) });

it.each<Row>([
  { when: 'all are of packages', facts: facts({}), then: 'pass' },
  { when: 'one runs from /tmp', facts: facts({ executable: '/tmp/kworker', isPackaged: false }), then: 'fail' },
  { when: 'one runs from memory', facts: facts({ executable: '/memfd:a (deleted)', isPackaged: false }), then: 'fail' },
  {
    when: 'one was replaced by an update',
    facts: facts({ executable: '/usr/sbin/sshd (deleted)', replaced: ['/usr/sbin/sshd'] }),
    then: 'pass',
  },
  { when: '/proc could not be read', facts: { runningPrograms: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected it', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
