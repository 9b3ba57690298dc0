import { expect, it } from 'vitest';
import control from '../../../controls/accounts/sudo-guessing-limited.ts';
import type { PamLine } from '../../../facts/pam.ts';
import { FAILLOCK_CONF } from '../../../facts/password-rules.ts';
import type { SudoDefault } from '../../../facts/sudoers.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('sudoers', 'pam', 'passwordRules');
const last = (name: string, value: SudoDefault['value'], isGlobal = true) => ({
  ...whole(),
  ...but('sudoers', (sudoers) => ({ ...sudoers, defaults: [...sudoers.defaults, { name, value, isGlobal }] })),
});
const rules = (change: Record<string, string>) => ({
  ...whole(),
  ...but('passwordRules', (files) => ({ ...files, [FAILLOCK_CONF]: { ...files[FAILLOCK_CONF], ...change } })),
});
const line = (service: string, module: string, change: Partial<PamLine> | undefined) =>
  but('pam', (stacks) => ({
    ...stacks,
    [service]: (stacks[service] ?? []).flatMap((own) =>
      own.module !== module ? [own] : change === undefined ? [] : [{ ...own, ...change }],
    ),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'a hundred tries', facts: last('passwd_tries', 100), then: 'fail' },
  { when: 'no line of PAM counts', facts: { ...whole(), ...line('sudo', 'pam_faillock.so', undefined) }, then: 'fail' },
  { when: 'nobody is ever locked', facts: rules({ deny: '0' }), then: 'fail' },
  { when: 'whoever is locked stays so', facts: rules({ unlock_time: '0' }), then: 'fail' },
  { when: 'the rules are gone', facts: { ...whole(), ...but('passwordRules', () => ({})) }, then: 'fail' },
  {
    when: 'PAM has no service sudo',
    facts: { ...whole(), ...but('pam', ({ sudo: _, ...stacks }) => stacks) },
    then: 'cannot-tell',
  },
  { when: 'it was not read', facts: { ...whole(), sudoers: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
