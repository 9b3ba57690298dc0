import { expect, it } from 'vitest';
import control from '../../../controls/ssh/daemon-current.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const written = (at: number) =>
  but('sshdDaemon', () => ({
    readAt: 1_000,
    writtenAt: { '/etc/ssh/sshd_config': 500, '/etc/ssh/sshd_config.d/x.conf': at },
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: asHardened('sshdDaemon'), then: 'pass' },
  { when: 'a file is newer than the daemon', facts: written(1_001), then: 'fail' },
  { when: 'it was written in the second of the reload', facts: written(1_000), then: 'pass' },
  { when: 'it was written before', facts: written(900), then: 'pass' },
  { when: 'no file was seen', facts: but('sshdDaemon', () => ({ readAt: 1_000, writtenAt: {} })), then: 'cannot-tell' },
  {
    when: 'there is no pid file',
    facts: { sshdDaemon: unreadable('stat: cannot statx /run/sshd.pid') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
