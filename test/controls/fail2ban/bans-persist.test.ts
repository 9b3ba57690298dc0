import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/bans-persist.ts';
import type { Fail2banState } from '../../../facts/fail2ban.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const WEEK = 7 * 86_400;
const memory = (over: Partial<Fail2banState>) =>
  but('fail2ban', (state) => ({
    ...state,
    dbFile: '/var/lib/fail2ban/fail2ban.sqlite3',
    dbPurgeSeconds: WEEK,
    ...over,
  }));

it.each<Row>([
  { when: 'it remembers for a week', facts: memory({}), then: 'pass' },
  { when: 'it forgets after a day, as Debian has it', facts: memory({ dbPurgeSeconds: 86_400 }), then: 'fail' },
  { when: 'it has no memory', facts: memory({ dbFile: null }), then: 'fail' },
  { when: 'its memory ends with the process', facts: memory({ dbFile: ':memory:' }), then: 'fail' },
  {
    when: 'an earlier recording does not say',
    facts: but('fail2ban', ({ dbFile: _, ...state }) => state),
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
