import { expect, it } from 'vitest';
import control from '../../../controls/accounts/passwords-checked.ts';
import type { PamLine } from '../../../facts/pam.ts';
import { PWQUALITY_CONF } from '../../../facts/password-rules.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('pam', 'passwordRules');
const rules = (change: Record<string, string>) => ({
  ...whole(),
  ...but('passwordRules', (files) => ({ ...files, [PWQUALITY_CONF]: { ...files[PWQUALITY_CONF], ...change } })),
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
  { when: 'six letters are enough', facts: rules({ minlen: '6' }), then: 'fail' },
  { when: 'no dictionary is asked', facts: rules({ dictcheck: '0' }), then: 'fail' },
  { when: 'it is stricter', facts: rules({ minlen: '20' }), then: 'pass' },
  {
    when: 'the stack says otherwise than the file',
    facts: { ...whole(), ...line('passwd', 'pam_pwquality.so', { options: ['minlen=4'] }) },
    then: 'fail',
  },
  {
    when: 'it may be ignored',
    facts: { ...whole(), ...line('passwd', 'pam_pwquality.so', { control: 'optional' }) },
    then: 'fail',
  },
  {
    when: 'PAM does not ask it',
    facts: { ...whole(), ...line('passwd', 'pam_pwquality.so', undefined) },
    then: 'fail',
  },
  { when: 'its file is gone', facts: { ...whole(), ...but('passwordRules', () => ({})) }, then: 'fail' },
  {
    when: 'PAM has no service passwd',
    facts: { ...whole(), ...but('pam', ({ passwd: _, ...stacks }) => stacks) },
    then: 'cannot-tell',
  },
  { when: 'it was not read', facts: { ...whole(), passwordRules: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
