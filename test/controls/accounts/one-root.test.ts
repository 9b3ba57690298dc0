import { expect, it } from 'vitest';
import control from '../../../controls/accounts/one-root.ts';
import type { Account, Accounts } from '../../../facts/accounts.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const accounts = (change: (value: Accounts) => Accounts) => but('accounts', change);
const user = (name: string, change: Partial<Account>) =>
  accounts((value) => ({
    ...value,
    users: value.users.map((account) => (account.name === name ? { ...account, ...change } : account)),
  }));
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
  { when: 'somebody else has the number 0', facts: plus({ uid: 0 }), then: 'fail' },
  { when: 'root has another number', facts: user('root', { uid: 1 }), then: 'fail' },
  { when: 'passwd -S failed', facts: { accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
