import { expect, it } from 'vitest';
import control from '../../../controls/accounts/sudo-logged.ts';
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
  { when: 'a later file switches the log off', facts: last('logfile', false), then: 'fail' },
  { when: 'it goes elsewhere', facts: last('logfile', '/tmp/log'), then: 'fail' },
  { when: 'what is refused is not logged', facts: last('log_denied', false), then: 'fail' },
  { when: 'one account is not logged', facts: last('log_allowed', false, false), then: 'fail' },
  { when: 'nothing is set', facts: { ...but('sudoers', (sudoers) => ({ ...sudoers, defaults: [] })) }, then: 'fail' },
  { when: 'it was not read', facts: { ...whole(), sudoers: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
