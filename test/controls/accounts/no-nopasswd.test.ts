import { expect, it } from 'vitest';
import control from '../../../controls/accounts/no-nopasswd.ts';
import type { SudoRule } from '../../../facts/sudoers.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const rules = (...more: readonly Partial<SudoRule>[]) =>
  but('sudoers', (value) => ({
    ...value,
    rules: [
      ...value.rules,
      ...more.map((rule) => ({ who: ['%sudo'], commands: ['ALL'], asksPassword: true, ...rule })),
    ],
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: rules(), then: 'pass' },
  { when: 'somebody needs no password', facts: rules({ asksPassword: false }), then: 'fail' },
  {
    when: 'somebody needs no password for one command',
    facts: rules({ who: ['admin'], commands: ['/usr/bin/true'], asksPassword: false }),
    then: 'fail',
  },
  {
    when: 'Defaults switch the password off',
    facts: but('sudoers', (value) => ({ ...value, defaultsSkipPassword: true })),
    then: 'fail',
  },
  { when: 'one rule more asks for a password', facts: rules({}), then: 'pass' },
  { when: 'cvtsudoers failed', facts: { sudoers: unreadable('syntax error') }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
