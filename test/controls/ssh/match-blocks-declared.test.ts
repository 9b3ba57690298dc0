import { expect, it } from 'vitest';
import control from '../../../controls/ssh/match-blocks-declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const views = () => asHardened('sshdFiles', 'sshdEffective', 'sshdForAdmin', 'sshdForAuditor');
const file = (content: string | undefined) => ({
  ...views(),
  ...but('sshdFiles', (files) => [
    ...files,
    {
      path: '/etc/ssh/sshd_config.d/60-late.conf',
      type: 'file' as const,
      mode: '0600',
      owner: 'root',
      group: 'root',
      size: 1,
      ...(content !== undefined && { content }),
    },
  ]),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: views(), then: 'pass' },
  {
    when: 'another file has a block',
    facts: file('Match Address 192.0.2.0/24\n  PasswordAuthentication yes\n'),
    then: 'fail',
  },
  { when: 'it is written in another way', facts: file('  "match" = all\n'), then: 'fail' },
  { when: 'a comment speaks of one', facts: file('# Match User ada\nUseDNS no\n'), then: 'pass' },
  {
    when: 'the admin may use passwords',
    facts: { ...views(), ...but('sshdForAdmin', (sshd) => ({ ...sshd, passwordauthentication: ['yes'] })) },
    then: 'fail',
  },
  {
    when: 'the auditor may forward',
    facts: { ...views(), ...but('sshdForAuditor', (sshd) => ({ ...sshd, allowtcpforwarding: ['yes'] })) },
    then: 'fail',
  },
  { when: 'a file came without its text', facts: file(undefined), then: 'cannot-tell' },
  { when: 'sshd -T itself failed', facts: { ...views(), sshdForAdmin: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
