import { expect, it } from 'vitest';
import control from '../../../controls/accounts/umask-private.ts';
import type { PamLine } from '../../../facts/pam.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('pam', 'loginDefs', 'shellProfiles', 'accounts');
const line = (service: string, module: string, change: Partial<PamLine> | undefined) =>
  but('pam', (stacks) => ({
    ...stacks,
    [service]: (stacks[service] ?? []).flatMap((own) =>
      own.module !== module ? [own] : change === undefined ? [] : [{ ...own, ...change }],
    ),
  }));
const profile = (content: string | undefined) => ({
  ...whole(),
  ...but('shellProfiles', (files) => [
    ...files,
    {
      path: '/etc/profile.d/zz.sh',
      type: 'file' as const,
      mode: '0644',
      owner: 'root',
      group: 'root',
      size: 1,
      ...(content !== undefined && { content }),
    },
  ]),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  {
    when: 'others may read',
    facts: { ...whole(), ...but('loginDefs', (own) => ({ ...own, UMASK: '022' })) },
    then: 'fail',
  },
  { when: 'it is not set', facts: { ...whole(), ...but('loginDefs', ({ UMASK: _, ...own }) => own) }, then: 'fail' },
  { when: 'nobody sets it over SSH', facts: { ...whole(), ...line('sshd', 'pam_umask.so', undefined) }, then: 'fail' },
  {
    when: 'PAM sets another',
    facts: { ...whole(), ...line('sshd', 'pam_umask.so', { options: ['umask=022'] }) },
    then: 'fail',
  },
  { when: 'a profile sets another', facts: profile('umask 022\n'), then: 'fail' },
  { when: 'a profile sets the same', facts: profile('umask 077\n'), then: 'pass' },
  { when: 'a profile speaks of one', facts: profile('# umask 022\n'), then: 'pass' },
  {
    when: 'somebody is in the group of the admin, which may write what the admin may',
    facts: {
      ...whole(),
      ...but('accounts', ({ users, groups }) => ({
        users,
        groups: groups.map((group) => (group.name === 'admin' ? { ...group, members: ['openclaw'] } : group)),
      })),
    },
    then: 'fail',
  },
  { when: 'a profile was not read', facts: profile(undefined), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), pam: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
