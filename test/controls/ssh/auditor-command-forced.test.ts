import { expect, it } from 'vitest';
import control from '../../../controls/ssh/auditor-command-forced.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdForAuditor', (settings) => ({ ...settings, ...change }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'no command is forced', facts: sshd({ forcecommand: ['none'] }), then: 'fail' },
  { when: 'another command is forced', facts: sshd({ forcecommand: ['/bin/sh'] }), then: 'fail' },
  { when: 'a terminal is granted', facts: sshd({ permittty: ['yes'] }), then: 'fail' },
  { when: 'its own rc file is run', facts: sshd({ permituserrc: ['yes'] }), then: 'fail' },
  { when: 'it may set its environment', facts: sshd({ permituserenvironment: ['LANG'] }), then: 'fail' },
  {
    when: 'one keyword is not reported',
    facts: but('sshdForAuditor', ({ permittty: _, ...settings }) => settings),
    then: 'cannot-tell',
  },
  { when: 'sshd -T itself failed', facts: { sshdForAuditor: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
