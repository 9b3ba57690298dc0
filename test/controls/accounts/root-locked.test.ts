import { expect, it } from 'vitest';
import control from '../../../controls/accounts/root-locked.ts';
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
  { when: 'root has a password', facts: user('root', { password: 'set' }), then: 'fail' },
  { when: "root's password is empty", facts: user('root', { password: 'none' }), then: 'fail' },
  { when: 'root is not in /etc/shadow', facts: user('root', { password: 'unknown' }), then: 'cannot-tell' },
  { when: 'there is no root', facts: accounts((value) => ({ ...value, users: [] })), then: 'cannot-tell' },
  { when: 'passwd -S failed', facts: { accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
