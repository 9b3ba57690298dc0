import { expect, it } from 'vitest';
import control from '../../../controls/ssh/host-keys-strong.ts';
import { HOST_KEY_FILE } from '../../../facts/host-key.ts';
import type { HostKeyFile } from '../../../facts/host-key-files.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const plus = (file: HostKeyFile) => but('hostKeyFiles', (files) => [...files, file]);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: asHardened('hostKeyFiles'), then: 'pass' },
  {
    when: 'an old RSA key lies beside it',
    facts: plus({ path: '/etc/ssh/ssh_host_rsa_key', type: 'RSA', bits: 2048 }),
    then: 'fail',
  },
  {
    when: 'another Ed25519 key lies beside it',
    facts: plus({ path: '/etc/ssh/ssh_host_old_key', type: 'ED25519', bits: 256 }),
    then: 'fail',
  },
  {
    when: 'the one key is an ECDSA key',
    facts: but('hostKeyFiles', () => [{ path: HOST_KEY_FILE, type: 'ECDSA', bits: 256 }]),
    then: 'fail',
  },
  { when: 'there is none', facts: but('hostKeyFiles', () => []), then: 'cannot-tell' },
  { when: 'ssh-keygen failed', facts: { hostKeyFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
