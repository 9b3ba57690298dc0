import { expect, it } from 'vitest';
import control from '../../../controls/accounts/auditor-powerless.ts';
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
const joins = (name: string, group: string) =>
  accounts((value) => ({
    ...value,
    groups: value.groups.map((entry) =>
      entry.name === group ? { ...entry, members: [...entry.members, name] } : entry,
    ),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: accounts((value) => value), then: 'pass' },
  { when: 'it is in a group', facts: joins('auditor', 'games'), then: 'fail' },
  { when: 'its primary group is another', facts: user('auditor', { gid: 27 }), then: 'fail' },
  { when: 'it has a password', facts: user('auditor', { password: 'set' }), then: 'fail' },
  { when: 'its password is empty', facts: user('auditor', { password: 'none' }), then: 'fail' },
  { when: 'it is root', facts: user('auditor', { uid: 0 }), then: 'fail' },
  {
    when: 'it does not exist',
    facts: accounts((value) => ({ ...value, users: value.users.filter(({ name }) => name !== 'auditor') })),
    then: 'fail',
  },
  { when: 'passwd -S failed', facts: { accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
