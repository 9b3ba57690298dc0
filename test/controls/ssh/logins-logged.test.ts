import { expect, it } from 'vitest';
import control from '../../../controls/ssh/logins-logged.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'nothing is logged', facts: sshd({ loglevel: ['QUIET'] }), then: 'fail' },
  { when: 'only errors are logged', facts: sshd({ loglevel: ['ERROR'] }), then: 'fail' },
  { when: "the level is sshd's own default", facts: sshd({ loglevel: ['INFO'] }), then: 'pass' },
  { when: 'the level is not reported', facts: without('loglevel'), then: 'cannot-tell' },
  {
    when: 'sshd -T itself failed',
    facts: { sshdEffective: unreadable('Missing privilege separation directory: /run/sshd') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
