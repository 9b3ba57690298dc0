import { expect, it } from 'vitest';
import control from '../../../controls/accounts/sudo-uses-pty.ts';
import type { SudoDefault } from '../../../facts/sudoers.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('sudoers');
const last = (name: string, value: SudoDefault['value'], isGlobal = true) => ({
  ...whole(),
  ...but('sudoers', (sudoers) => ({ ...sudoers, defaults: [...sudoers.defaults, { name, value, isGlobal }] })),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'a later file switches it off', facts: last('use_pty', false), then: 'fail' },
  { when: 'it is off for some', facts: last('use_pty', false, false), then: 'fail' },
  {
    when: 'nothing is set: it is built in',
    facts: { ...but('sudoers', (sudoers) => ({ ...sudoers, defaults: [] })) },
    then: 'pass',
  },
  { when: 'it was not read', facts: { ...whole(), sudoers: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
