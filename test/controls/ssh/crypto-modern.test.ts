import { expect, it } from 'vitest';
import control from '../../../controls/ssh/crypto-modern.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  {
    when: 'an old key exchange is offered',
    facts: sshd({ kexalgorithms: ['curve25519-sha256,diffie-hellman-group14-sha256'] }),
    then: 'fail',
  },
  { when: 'a CBC cipher is offered', facts: sshd({ ciphers: ['aes128-cbc,aes256-gcm@openssh.com'] }), then: 'fail' },
  { when: 'CBC is offered', facts: sshd({ ciphers: ['aes256-ctr,aes128-cbc'] }), then: 'fail' },
  {
    when: 'a MAC that is computed before encryption is offered',
    facts: sshd({ macs: ['hmac-sha2-256'] }),
    then: 'fail',
  },
  {
    when: 'an RSA host key is offered',
    facts: sshd({ hostkeyalgorithms: ['ssh-ed25519,rsa-sha2-512'] }),
    then: 'fail',
  },
  { when: 'short RSA keys are accepted', facts: sshd({ requiredrsasize: ['1024'] }), then: 'fail' },
  { when: 'fewer are offered than allowed', facts: sshd({ kexalgorithms: ['mlkem768x25519-sha256'] }), then: 'pass' },
  { when: 'a list is empty', facts: sshd({ macs: [''] }), then: 'cannot-tell' },
  { when: 'a list is not reported', facts: without('ciphers'), then: 'cannot-tell' },
  { when: 'the size of RSA keys is not reported', facts: without('requiredrsasize'), then: 'cannot-tell' },
  {
    when: 'sshd -T itself failed',
    facts: { sshdEffective: unreadable('Missing privilege separation directory: /run/sshd') },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
