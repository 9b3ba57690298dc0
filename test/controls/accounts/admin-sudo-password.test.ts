import { expect, it } from 'vitest';
import control from '../../../controls/accounts/admin-sudo-password.ts';
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

it.each<Row>([
  { when: 'the server is as it was hardened', facts: accounts((value) => value), then: 'pass' },
  {
    when: "the admin's password is locked: nobody can become root",
    facts: user('admin', { password: 'locked' }),
    then: 'fail',
  },
  { when: "the admin's password is empty", facts: user('admin', { password: 'none' }), then: 'fail' },
  {
    when: 'there is no admin',
    facts: accounts((value) => ({ ...value, users: value.users.filter(({ name }) => name !== 'admin') })),
    then: 'fail',
  },
  { when: 'the admin is not in /etc/shadow', facts: user('admin', { password: 'unknown' }), then: 'cannot-tell' },
  { when: 'passwd -S failed', facts: { accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
