import { expect, it } from 'vitest';
import control from '../../../controls/accounts/root-like-groups-empty.ts';
import type { Accounts } from '../../../facts/accounts.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const accounts = (change: (value: Accounts) => Accounts) => but('accounts', change);
const joins = (name: string, group: string) =>
  accounts((value) => ({
    ...value,
    groups: value.groups.map((entry) =>
      entry.name === group ? { ...entry, members: [...entry.members, name] } : entry,
    ),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: accounts((value) => value), then: 'pass' },
  { when: 'somebody is in disk', facts: joins('nobody', 'disk'), then: 'fail' },
  { when: 'the admin reads the journal', facts: joins('admin', 'systemd-journal'), then: 'fail' },
  {
    when: 'docker is installed and the admin uses it',
    facts: accounts((value) => ({
      ...value,
      groups: [...value.groups, { name: 'docker', gid: 990, members: ['admin'] }],
    })),
    then: 'fail',
  },
  {
    when: 'somebody has such a group as the primary one',
    facts: accounts((value) => ({
      ...value,
      users: value.users.map((account) => (account.name === 'nobody' ? { ...account, gid: 6 } : account)),
    })),
    then: 'fail',
  },
  { when: 'somebody is in a group that means nothing', facts: joins('nobody', 'games'), then: 'pass' },
  { when: "the auditor is another control's matter", facts: joins('auditor', 'disk'), then: 'pass' },
  { when: 'passwd -S failed', facts: { accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
