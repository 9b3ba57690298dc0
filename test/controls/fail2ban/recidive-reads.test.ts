import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/recidive-reads.ts';
import type { Fail2banState, JailState } from '../../../facts/fail2ban.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const LOG = '/var/log/fail2ban.log';
const log = (over: Partial<Fail2banState>) => but('fail2ban', (state) => ({ ...state, logTarget: LOG, ...over }));
const reads = (...logFiles: readonly string[]) =>
  but('fail2ban', (state) => ({
    ...state,
    logTarget: LOG,
    details: { ...state.details, recidive: { ...(state.details.recidive as JailState), logFiles } },
  }));

it.each<Row>([
  { when: 'it reads what is written', facts: log({}), then: 'pass' },
  { when: 'it reads among others', facts: reads('/var/log/other.log', LOG), then: 'pass' },
  { when: 'the log goes to the journal', facts: log({ logTarget: 'SYSTEMD-JOURNAL' }), then: 'fail' },
  { when: 'it reads nothing', facts: reads(), then: 'fail' },
  { when: 'the jail is off', facts: log({ details: {} }), then: 'cannot-tell' },
  {
    when: 'an earlier recording does not say',
    facts: but('fail2ban', ({ logTarget: _, ...state }) => state),
    then: 'cannot-tell',
  },
  {
    when: 'its socket is not there',
    facts: { fail2ban: unreadable('No such file or directory') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
