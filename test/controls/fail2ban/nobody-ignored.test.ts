import { expect, it } from 'vitest';
import control from '../../../controls/fail2ban/nobody-ignored.ts';
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
  { when: 'everybody is exempt', facts: jail({ ignoredAddresses: ['127.0.0.0/8', '0.0.0.0/0'] }), then: 'fail' },
  { when: 'one address is exempt', facts: jail({ ignoredAddresses: ['192.0.2.7'] }), then: 'fail' },
  { when: 'the whole of IPv6 is exempt', facts: jail({ ignoredAddresses: ['::/0'] }), then: 'fail' },
  { when: 'not even loopback is exempt', facts: jail({ ignoredAddresses: [] }), then: 'pass' },
  { when: 'the jail is off', facts: gone, then: 'cannot-tell' },
  {
    when: 'its socket is not there',
    facts: { fail2ban: unreadable('No such file or directory') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

it.each([
  { when: 'a declared address is exempt', ignored: ['127.0.0.0/8', '198.51.100.7'], then: 'pass' },
  { when: 'a declared block is exempt', ignored: ['2001:db8::/32'], then: 'pass' },
  { when: 'a declared one is not', ignored: [], then: 'pass' },
  { when: 'another one is too', ignored: ['198.51.100.7', '198.51.100.8'], then: 'fail' },
])('with exemptions, $when -> $then', ({ ignored, then }) => {
  const exempt = ['198.51.100.7/32', '2001:db8::/32'];
  expect(judge(control, jail({ ignoredAddresses: ignored }), { ...declared, exempt }).status).toBe(then);
});

it('tells fail2ban of the declared ones alone', () => {
  expect(control.wants?.({ ...declared, exempt: ['198.51.100.7/32'] }).fail2ban?.DEFAULT?.ignoreip).toBe(
    '127.0.0.1/8 ::1 198.51.100.7/32',
  );
});
