import { expect, it } from 'vitest';
import control from '../../../controls/accounts/empty-passwords-refused.ts';
import type { PamLine } from '../../../facts/pam.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('pam');
const line = (service: string, module: string, change: Partial<PamLine> | undefined) =>
  but('pam', (stacks) => ({
    ...stacks,
    [service]: (stacks[service] ?? []).flatMap((own) =>
      own.module !== module ? [own] : change === undefined ? [] : [{ ...own, ...change }],
    ),
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'sshd takes one', facts: line('sshd', 'pam_unix.so', { options: ['nullok'] }), then: 'fail' },
  {
    when: 'login takes one on a safe terminal',
    facts: line('login', 'pam_unix.so', { options: ['nullok_secure'] }),
    then: 'fail',
  },
  { when: 'nobody asks pam_unix.so', facts: but('pam', () => ({ sshd: [] })), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), pam: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
