import { expect, it } from 'vitest';
import control from '../../../controls/ssh/password-auth-off.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'passwords are accepted', facts: sshd({ passwordauthentication: ['yes'] }), then: 'fail' },
  { when: 'only the PAM prompt is left open', facts: sshd({ kbdinteractiveauthentication: ['yes'] }), then: 'fail' },
  {
    when: 'one is open and the other unreported',
    facts: but('sshdEffective', () => ({ passwordauthentication: ['yes'] })),
    then: 'fail',
  },
  { when: 'one is closed, the other unreported', facts: without('kbdinteractiveauthentication'), then: 'cannot-tell' },
  {
    when: 'sshd -T itself failed',
    facts: { sshdEffective: unreadable('Missing privilege separation directory: /run/sshd') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
