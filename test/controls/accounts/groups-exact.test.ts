import { expect, it } from 'vitest';
import control from '../../../controls/accounts/groups-exact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('accounts');
const member = (name: string, to: string) =>
  but('accounts', ({ users, groups }) => ({
    users,
    groups: groups.map((group) => (group.name === to ? { ...group, members: [...group.members, name] } : group)),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'somebody is in video', facts: member('nobody', 'video'), then: 'fail' },
  { when: 'the admin is in a group of its own making', facts: member('admin', 'plugdev'), then: 'fail' },
  { when: 'somebody is in a group that another control watches', facts: member('nobody', 'disk'), then: 'pass' },
  { when: 'the auditor is in a group, which another control sees', facts: member('auditor', 'video'), then: 'pass' },
  {
    when: 'somebody has another primary group',
    facts: but('accounts', ({ users, groups }) => ({
      groups,
      users: users.map((user) => (user.name === 'games' ? { ...user, gid: 44 } : user)),
    })),
    then: 'fail',
  },
  { when: 'it was not read', facts: { ...whole(), accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
