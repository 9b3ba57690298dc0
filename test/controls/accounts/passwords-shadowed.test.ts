import { expect, it } from 'vitest';
import control from '../../../controls/accounts/passwords-shadowed.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('accounts');

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  {
    when: 'a field is not an x',
    facts: but('accounts', ({ users, groups }) => ({
      groups,
      users: users.map((user) => (user.name === 'games' ? { ...user, isShadowed: false } : user)),
    })),
    then: 'fail',
  },
  { when: 'nobody is there', facts: but('accounts', ({ groups }) => ({ groups, users: [] })), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
