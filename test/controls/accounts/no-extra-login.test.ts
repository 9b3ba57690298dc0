import { expect, it } from 'vitest';
import control from '../../../controls/accounts/no-extra-login.ts';
import type { Account, Accounts } from '../../../facts/accounts.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const accounts = (change: (value: Accounts) => Accounts) => but('accounts', change);
const plus = (change: Partial<Account>) =>
  accounts((value) => ({
    ...value,
    users: [
      ...value.users,
      {
        name: 'intruder',
        uid: 1007,
        gid: 1007,
        home: '/tmp',
        shell: '/usr/sbin/nologin',
        isShadowed: true,
        password: 'locked',
        ...change,
      },
    ],
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: accounts((value) => value), then: 'pass' },
  { when: 'somebody else has a shell', facts: plus({ shell: '/bin/bash' }), then: 'fail' },
  { when: 'somebody else has no shell named, which means /bin/sh', facts: plus({ shell: '' }), then: 'fail' },
  { when: 'somebody else has a password', facts: plus({ password: 'set' }), then: 'fail' },
  { when: 'somebody else needs no password', facts: plus({ password: 'none' }), then: 'fail' },
  { when: 'a system account was made without a shell', facts: plus({}), then: 'pass' },
  { when: 'somebody is not in /etc/shadow', facts: plus({ password: 'unknown' }), then: 'cannot-tell' },
  { when: 'passwd -S failed', facts: { accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
