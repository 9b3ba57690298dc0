import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/bans-enforced.ts';
import type { Fail2banState, JailState } from '../../../facts/fail2ban.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const facts = (bans: Readonly<Record<string, readonly string[]>>, ...banned: readonly string[]) => ({
  ...but(
    'fail2ban',
    (state): Fail2banState => ({
      ...state,
      details: {
        sshd: { ...(state.details.sshd as JailState), banned },
        recidive: state.details.recidive as JailState,
      },
    }),
  ),
  packetBans: read(bans),
});

it.each<Row>([
  { when: 'nobody is banned', facts: facts({}), then: 'pass' },
  {
    when: 'the banned are in the kernel',
    facts: facts({ sshd: ['192.0.2.9', '2001:db8::9'] }, '192.0.2.9', '2001:db8::9'),
    then: 'pass',
  },
  { when: 'the kernel knows nobody', facts: facts({}, '192.0.2.9'), then: 'fail' },
  { when: 'one of two is missing', facts: facts({ sshd: ['192.0.2.9'] }, '192.0.2.9', '192.0.2.10'), then: 'fail' },
  { when: 'only another jail’s set has it', facts: facts({ recidive: ['192.0.2.9'] }, '192.0.2.9'), then: 'fail' },
  { when: 'nft did not answer', facts: { ...facts({}), packetBans: unreadable() }, then: 'cannot-tell' },
  {
    when: 'its socket is not there',
    facts: { ...facts({}), fail2ban: unreadable('No such file or directory') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
