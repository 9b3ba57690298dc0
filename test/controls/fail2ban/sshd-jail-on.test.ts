import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/sshd-jail-on.ts';
import type { JailState } from '../../../facts/fail2ban.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const jail = (change: Partial<JailState>) =>
  but('fail2ban', (state) => ({
    ...state,
    details: { ...state.details, sshd: { ...(state.details.sshd as JailState), ...change } },
  }));
const gone = but('fail2ban', (state) => ({
  ...state,
  jails: ['recidive'],
  details: { recidive: state.details.recidive as JailState },
}));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: jail({}), then: 'pass' },
  { when: 'the jail is off', facts: gone, then: 'fail' },
  { when: 'the jail knows no pattern', facts: jail({ patterns: 0 }), then: 'fail' },
  {
    when: 'its socket is not there',
    facts: { fail2ban: unreadable('No such file or directory') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
