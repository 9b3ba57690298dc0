import { expect, it } from 'vitest';
import control from '../../../controls/ssh/logins-limited.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'many tries are allowed', facts: sshd({ maxauthtries: ['6'] }), then: 'fail' },
  { when: 'a login may take for ever', facts: sshd({ logingracetime: ['0'] }), then: 'fail' },
  { when: 'many sessions are allowed', facts: sshd({ maxsessions: ['100'] }), then: 'fail' },
  { when: 'nobody is punished', facts: sshd({ persourcepenalties: ['no'] }), then: 'fail' },
  { when: 'it is stricter than needed', facts: sshd({ maxauthtries: ['2'] }), then: 'pass' },
  { when: 'a limit is no number', facts: sshd({ maxsessions: ['lots'] }), then: 'cannot-tell' },
  { when: 'a limit is not reported', facts: without('maxauthtries'), then: 'cannot-tell' },
  { when: 'penalties are not reported', facts: without('persourcepenalties'), then: 'cannot-tell' },
  {
    when: 'sshd -T itself failed',
    facts: { sshdEffective: unreadable('Missing privilege separation directory: /run/sshd') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
