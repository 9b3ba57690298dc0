import { expect, it } from 'vitest';
import control from '../../../controls/ssh/only-public-keys.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'any method will do', facts: sshd({ authenticationmethods: ['any'] }), then: 'fail' },
  {
    when: 'a password may follow the key',
    facts: sshd({ authenticationmethods: ['publickey,password'] }),
    then: 'fail',
  },
  { when: 'hosts may vouch for their users', facts: sshd({ hostbasedauthentication: ['yes'] }), then: 'fail' },
  { when: 'empty passwords are accepted', facts: sshd({ permitemptypasswords: ['yes'] }), then: 'fail' },
  { when: 'GSSAPI is on', facts: sshd({ gssapiauthentication: ['yes'] }), then: 'fail' },
  { when: 'keys are off', facts: sshd({ pubkeyauthentication: ['no'] }), then: 'fail' },
  {
    when: 'one is wrong and another unreported',
    facts: but('sshdEffective', () => ({ authenticationmethods: ['any'] })),
    then: 'fail',
  },
  { when: 'one is not reported', facts: without('gssapiauthentication'), then: 'cannot-tell' },
  {
    when: 'sshd -T itself failed',
    facts: { sshdEffective: unreadable('Missing privilege separation directory: /run/sshd') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
