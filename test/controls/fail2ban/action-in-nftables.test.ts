import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/action-in-nftables.ts';
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
const both = (change: Partial<JailState>, sets: readonly string[] = []) => ({
  ...jail(change),
  ...but('nftRuleset', (ruleset) => ({
    ...ruleset,
    sets: sets.map((name) => ({ family: 'inet', table: 'f2b-table', name })),
  })),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: both({}), then: 'pass' },
  { when: 'it does nothing to ban', facts: both({ actions: {} }), then: 'fail' },
  {
    when: 'it bans in iptables',
    facts: both({ actions: { iptables: 'iptables -I f2b-sshd 1 -s <ip> -j REJECT' } }),
    then: 'fail',
  },
  { when: 'it only writes a mail', facts: both({ actions: { mail: 'mail -s banned root' } }), then: 'fail' },
  {
    when: 'it bans, and writes a mail',
    facts: both({ actions: { nftables: 'nft add element inet f2b-table <addr_set> { <ip> }', mail: 'mail root' } }),
    then: 'pass',
  },
  {
    when: 'somebody is banned and the kernel knows it',
    facts: both({ banned: ['192.0.2.9'] }, ['addr-set-sshd']),
    then: 'pass',
  },
  {
    when: 'somebody is banned over IPv6 and the kernel knows it',
    facts: both({ banned: ['2001:db8::9'] }, ['addr6-set-sshd']),
    then: 'pass',
  },
  { when: 'somebody is banned and the kernel does not know', facts: both({ banned: ['192.0.2.9'] }, []), then: 'fail' },
  { when: 'the jail is off', facts: { ...both({}), ...gone }, then: 'cannot-tell' },
  { when: 'nft failed', facts: { ...both({}), nftRuleset: unreadable() }, then: 'cannot-tell' },
  { when: 'its socket is not there', facts: { ...both({}), fail2ban: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
