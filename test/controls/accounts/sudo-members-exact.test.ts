import { expect, it } from 'vitest';
import control from '../../../controls/accounts/sudo-members-exact.ts';
import type { SudoRule } from '../../../facts/sudoers.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { but, declared, hardened } from '../_hardened.ts';

const rules = (...more: readonly Partial<SudoRule>[]) =>
  but('sudoers', (value) => ({
    ...value,
    rules: [
      ...value.rules,
      ...more.map((rule) => ({ who: ['%sudo'], commands: ['ALL'], asksPassword: true, ...rule })),
    ],
  }));
const joins = (...names: readonly string[]) =>
  but('accounts', (value) => ({
    ...value,
    groups: value.groups.map((group) =>
      group.name === 'sudo' ? { ...group, members: [...group.members, ...names] } : group,
    ),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: { ...rules(), ...joins() }, then: 'pass' },
  { when: 'somebody has a rule', facts: { ...rules({ who: ['intruder'] }), ...joins() }, then: 'fail' },
  { when: 'everybody has a rule', facts: { ...rules({ who: ['ALL'] }), ...joins() }, then: 'fail' },
  { when: 'another group has a rule', facts: { ...rules({ who: ['%wheel'] }), ...joins() }, then: 'fail' },
  { when: 'somebody else is in group sudo', facts: { ...rules(), ...joins('nobody') }, then: 'fail' },
  {
    when: 'the admin is not in group sudo',
    facts: { ...rules(), accounts: read({ ...hardened('accounts'), groups: [] }) },
    then: 'fail',
  },
  {
    when: 'group sudo has no rule',
    facts: { ...joins(), sudoers: read({ rules: [], defaults: [], defaultsSkipPassword: false }) },
    then: 'cannot-tell',
  },
  { when: 'cvtsudoers failed', facts: { ...joins(), sudoers: unreadable('syntax error') }, then: 'cannot-tell' },
  { when: 'the accounts could not be read', facts: { ...rules(), accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
