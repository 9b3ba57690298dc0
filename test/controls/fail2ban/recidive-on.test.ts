import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/recidive-on.ts';
import type { JailState } from '../../../facts/fail2ban.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const recidive = (change: Partial<JailState>) =>
  but('fail2ban', (state) => ({
    ...state,
    details: { ...state.details, recidive: { ...(state.details.recidive as JailState), ...change } },
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: recidive({}), then: 'pass' },
  {
    when: 'the jail is off',
    facts: but('fail2ban', (state) => ({
      ...state,
      jails: ['sshd'],
      details: { sshd: state.details.sshd as JailState },
    })),
    then: 'fail',
  },
  { when: 'it bans for an hour', facts: recidive({ banSeconds: 3600 }), then: 'fail' },
  { when: 'it bans for ever', facts: recidive({ banSeconds: -1 }), then: 'pass' },
  { when: 'it reads no file', facts: recidive({ logFiles: [] }), then: 'fail' },
  { when: 'it knows no pattern', facts: recidive({ patterns: 0 }), then: 'fail' },
  { when: 'it does nothing to ban', facts: recidive({ actions: {} }), then: 'fail' },
  {
    when: 'its socket is not there',
    facts: { fail2ban: unreadable('No such file or directory') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
