import { expect, it } from 'vitest';
import control from '../../../controls/accounts/passwords-hashed.ts';
import type { PamLine } from '../../../facts/pam.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('shadow', 'pam', 'loginDefs');
const scheme = (who: string, to: string) =>
  but('shadow', (entries) => entries.map((entry) => (entry.name === who ? { ...entry, scheme: to } : entry)));
const line = (service: string, module: string, change: Partial<PamLine> | undefined) =>
  but('pam', (stacks) => ({
    ...stacks,
    [service]: (stacks[service] ?? []).flatMap((own) =>
      own.module !== module ? [own] : change === undefined ? [] : [{ ...own, ...change }],
    ),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'somebody has a SHA-512 hash', facts: { ...whole(), ...scheme('admin', '$6$') }, then: 'fail' },
  { when: 'somebody has a hash of the seventies', facts: { ...whole(), ...scheme('games', 'unknown') }, then: 'fail' },
  { when: 'a locked account keeps an old hash', facts: { ...whole(), ...scheme('games', '$1$') }, then: 'fail' },
  {
    when: 'an empty password is the business of another control',
    facts: { ...whole(), ...scheme('games', 'none') },
    then: 'pass',
  },
  {
    when: 'PAM will use its own default',
    facts: { ...whole(), ...line('passwd', 'pam_unix.so', { options: ['obscure'] }) },
    then: 'fail',
  },
  {
    when: 'PAM sets no password at all',
    facts: { ...whole(), ...line('passwd', 'pam_unix.so', undefined) },
    then: 'fail',
  },
  {
    when: 'chpasswd will use SHA-512',
    facts: { ...whole(), ...but('loginDefs', (defs) => ({ ...defs, ENCRYPT_METHOD: 'SHA512' })) },
    then: 'fail',
  },
  {
    when: 'PAM has no service passwd',
    facts: { ...whole(), ...but('pam', ({ passwd: _, ...stacks }) => stacks) },
    then: 'cannot-tell',
  },
  { when: 'it was not read', facts: { ...whole(), shadow: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
