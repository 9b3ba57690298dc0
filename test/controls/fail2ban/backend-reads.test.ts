import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/backend-reads.ts';
import type { JailState } from '../../../facts/fail2ban.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { but, declared, hardened } from '../_hardened.ts';

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
const both = (change: Partial<JailState>, line = hardened('sshdJournal')) => ({
  ...jail(change),
  sshdJournal: read(line),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: both({}), then: 'pass' },
  { when: 'it matches another unit', facts: both({ journalMatches: [['_SYSTEMD_UNIT=sshd.service']] }), then: 'fail' },
  {
    when: 'it matches the name from before OpenSSH 9.8 only',
    facts: both({ journalMatches: [['_COMM=sshd']] }, { unit: 'session-1.scope', command: 'sshd-session' }),
    then: 'fail',
  },
  {
    when: 'it matches the unit, whatever the name',
    facts: both({ journalMatches: [['_SYSTEMD_UNIT=ssh.service']] }, { unit: 'ssh.service', command: 'sshd-session' }),
    then: 'pass',
  },
  {
    when: 'it wants the right unit and a wrong name at once',
    facts: both({ journalMatches: [['_SYSTEMD_UNIT=ssh.service', '_COMM=dropbear']] }),
    then: 'fail',
  },
  {
    when: 'it wants a label nobody looked at',
    facts: both({ journalMatches: [['_SYSTEMD_UNIT=ssh.service', '_HOSTNAME=gateway']] }),
    then: 'fail',
  },
  { when: 'it matches nothing in particular', facts: both({ journalMatches: [[]] }), then: 'fail' },
  { when: 'it reads a file', facts: both({ journalMatches: [], logFiles: ['/var/log/auth.log'] }), then: 'fail' },
  { when: 'the jail is off', facts: { ...both({}), ...gone }, then: 'cannot-tell' },
  { when: 'the journal holds no line of sshd', facts: { ...both({}), sshdJournal: unreadable() }, then: 'cannot-tell' },
  { when: 'its socket is not there', facts: { ...both({}), fail2ban: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
