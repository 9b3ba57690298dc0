import { expect, it } from 'vitest';
import control from '../../../controls/accounts/su-restricted.ts';
import type { PamLine } from '../../../facts/pam.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('pam', 'accounts');
const line = (service: string, module: string, change: Partial<PamLine> | undefined) =>
  but('pam', (stacks) => ({
    ...stacks,
    [service]: (stacks[service] ?? []).flatMap((own) =>
      own.module !== module ? [own] : change === undefined ? [] : [{ ...own, ...change }],
    ),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'everybody may try', facts: { ...whole(), ...line('su', 'pam_wheel.so', undefined) }, then: 'fail' },
  {
    when: 'it is only asked',
    facts: { ...whole(), ...line('su', 'pam_wheel.so', { control: 'sufficient' }) },
    then: 'fail',
  },
  {
    when: 'it looks at the login name, not at who calls',
    facts: { ...whole(), ...line('su', 'pam_wheel.so', { options: ['group=root'] }) },
    then: 'fail',
  },
  {
    when: 'it keeps that group out instead',
    facts: { ...whole(), ...line('su', 'pam_wheel.so', { options: ['use_uid', 'group=root', 'deny'] }) },
    then: 'fail',
  },
  {
    when: 'su - goes another way',
    facts: { ...whole(), ...but('pam', (stacks) => ({ ...stacks, 'su-l': [] })) },
    then: 'fail',
  },
  {
    when: 'somebody is in its group',
    facts: {
      ...whole(),
      ...but('accounts', ({ users, groups }) => ({
        users,
        groups: groups.map((group) => (group.name === 'root' ? { ...group, members: ['admin'] } : group)),
      })),
    },
    then: 'fail',
  },
  {
    when: 'PAM has no service su',
    facts: { ...whole(), ...but('pam', ({ su: _, ...stacks }) => stacks) },
    then: 'cannot-tell',
  },
  { when: 'it was not read', facts: { ...whole(), pam: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
