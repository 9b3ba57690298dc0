import { expect, it } from 'vitest';
import control from '../../../controls/ssh/allow-users-exact.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'somebody else is on the list', facts: sshd({ allowusers: ['admin', 'auditor', 'games'] }), then: 'fail' },
  { when: 'the auditor is missing', facts: sshd({ allowusers: ['admin'] }), then: 'fail' },
  { when: 'a pattern stands for the admin', facts: sshd({ allowusers: ['adm*', 'auditor'] }), then: 'fail' },
  { when: 'there is no list: everybody may', facts: without('allowusers'), then: 'fail' },
  { when: 'both stand on one line', facts: sshd({ allowusers: ['admin auditor'] }), then: 'pass' },
  {
    when: 'sshd reported next to nothing',
    facts: but('sshdEffective', () => ({ loglevel: ['VERBOSE'] })),
    then: 'cannot-tell',
  },
  {
    when: 'sshd -T itself failed',
    facts: { sshdEffective: unreadable('Missing privilege separation directory: /run/sshd') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
