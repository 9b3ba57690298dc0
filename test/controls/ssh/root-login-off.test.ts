import { expect, it } from 'vitest';
import control from '../../../controls/ssh/root-login-off.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'root may log in', facts: sshd({ permitrootlogin: ['yes'] }), then: 'fail' },
  { when: 'root may log in with a key', facts: sshd({ permitrootlogin: ['without-password'] }), then: 'fail' },
  { when: 'root may run one command', facts: sshd({ permitrootlogin: ['forced-commands-only'] }), then: 'fail' },
  { when: 'sshd does not say', facts: without('permitrootlogin'), then: 'cannot-tell' },
  {
    when: 'sshd -T itself failed',
    facts: { sshdEffective: unreadable('Missing privilege separation directory: /run/sshd') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
