import { expect, it } from 'vitest';
import control from '../../../controls/accounts/at-restricted.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('scheduleLists');

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  {
    when: 'somebody else is allowed',
    facts: but('scheduleLists', () => ({ '/etc/at.allow': ['root', 'admin'] })),
    then: 'fail',
  },
  { when: 'everybody is', facts: but('scheduleLists', () => ({})), then: 'fail' },
  { when: 'nobody at all is', facts: but('scheduleLists', () => ({ '/etc/at.allow': [] })), then: 'pass' },
  { when: 'it was not read', facts: { ...whole(), scheduleLists: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
