import { expect, it } from 'vitest';
import control from '../../../controls/accounts/sudo-environment-clean.ts';
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
  { when: 'the environment stays', facts: last('env_reset', false), then: 'fail' },
  { when: 'a caller may set it', facts: last('setenv', true), then: 'fail' },
  { when: 'Python finds its modules in it', facts: last('env_keep', 'list_add PYTHONPATH'), then: 'fail' },
  { when: 'the language stays', facts: last('env_keep', 'list_add LANG LC_ALL'), then: 'pass' },
  { when: 'a file adds to it', facts: last('env_file', '/etc/environment'), then: 'fail' },
  { when: 'it stays for some', facts: last('env_reset', false, false), then: 'fail' },
  { when: 'it was not read', facts: { ...whole(), sudoers: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
