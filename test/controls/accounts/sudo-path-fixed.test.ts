import { expect, it } from 'vitest';
import control from '../../../controls/accounts/sudo-path-fixed.ts';
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
  { when: 'a later file names a home', facts: last('secure_path', '/home/admin/bin:/usr/bin'), then: 'fail' },
  { when: 'it is off for some', facts: last('secure_path', false, false), then: 'fail' },
  { when: 'a group is exempt', facts: last('exempt_group', 'sudo'), then: 'fail' },
  { when: 'the dot counts', facts: last('ignore_dot', false), then: 'fail' },
  { when: 'nothing is set', facts: { ...but('sudoers', (sudoers) => ({ ...sudoers, defaults: [] })) }, then: 'fail' },
  { when: 'it was not read', facts: { ...whole(), sudoers: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
