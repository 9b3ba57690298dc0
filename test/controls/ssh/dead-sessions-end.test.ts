import { expect, it } from 'vitest';
import control from '../../../controls/ssh/dead-sessions-end.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'nobody is asked', facts: sshd({ clientaliveinterval: ['0'] }), then: 'fail' },
  { when: 'it asks once an hour', facts: sshd({ clientaliveinterval: ['3600'] }), then: 'fail' },
  { when: 'it asks for ever', facts: sshd({ clientalivecountmax: ['0'] }), then: 'fail' },
  { when: 'it asks often', facts: sshd({ clientalivecountmax: ['10'] }), then: 'fail' },
  { when: 'TCP is asked', facts: sshd({ tcpkeepalive: ['yes'] }), then: 'fail' },
  { when: 'an unused connection stays', facts: sshd({ unusedconnectiontimeout: ['none'] }), then: 'fail' },
  { when: 'it asks more often', facts: sshd({ clientaliveinterval: ['15'] }), then: 'pass' },
  { when: 'it is not reported', facts: without('clientaliveinterval'), then: 'cannot-tell' },
  {
    when: 'one is wrong and another is not reported',
    facts: {
      ...but('sshdEffective', ({ clientaliveinterval: _, ...settings }) => ({
        ...settings,
        unusedconnectiontimeout: ['none'],
      })),
    },
    then: 'fail',
  },
  { when: 'sshd -T itself failed', facts: { sshdEffective: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
