import { expect, it } from 'vitest';
import control from '../../../controls/accounts/identities-unique.ts';
import type { Account, Group } from '../../../facts/accounts.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('accounts');
const user = (change: Partial<Account>) =>
  but('accounts', ({ users, groups }) => ({
    groups,
    users: [...users, { ...(users[1] as Account), name: 'new', uid: 777, ...change }],
  }));
const group = (change: Partial<Group>) =>
  but('accounts', ({ users, groups }) => ({
    users,
    groups: [...groups, { name: 'new', gid: 777, members: [], ...change }],
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'two accounts have one number', facts: user({ uid: 1 }), then: 'fail' },
  { when: 'two accounts have one name', facts: user({ name: 'games' }), then: 'fail' },
  { when: 'a second account has number 0, which another control sees', facts: user({ uid: 0 }), then: 'pass' },
  { when: 'an account is in group 0', facts: user({ gid: 0 }), then: 'fail' },
  { when: 'a primary group does not exist', facts: user({ gid: 4711 }), then: 'fail' },
  { when: 'two groups have one number', facts: group({ gid: 4 }), then: 'fail' },
  { when: 'two groups have one name', facts: group({ name: 'adm' }), then: 'fail' },
  { when: 'it was not read', facts: { ...whole(), accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
