import { expect, it } from 'vitest';
import control from '../../../controls/ssh/login-algorithms-exact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const KEYWORD = 'pubkeyacceptedalgorithms';
const both = (algorithms = 'ssh-ed25519') => ({
  ...but('sshdEffective', (sshd) => ({ ...sshd, [KEYWORD]: [algorithms] })),
  ...asHardened('sshdForAuditor'),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: both(), then: 'pass' },
  { when: 'SHA-1 is taken', facts: both('ssh-ed25519,ssh-rsa'), then: 'fail' },
  { when: 'another kind is taken in place of ours', facts: both('ecdsa-sha2-nistp256'), then: 'fail' },
  {
    when: 'the auditor may use another kind',
    facts: { ...both(), ...but('sshdForAuditor', (sshd) => ({ ...sshd, [KEYWORD]: ['ssh-ed25519,ssh-dss'] })) },
    then: 'fail',
  },
  {
    when: 'it is not reported',
    facts: { ...both(), ...but('sshdEffective', ({ [KEYWORD]: _, ...sshd }) => sshd) },
    then: 'cannot-tell',
  },
  { when: 'sshd -T itself failed', facts: { ...both(), sshdForAuditor: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
