import { expect, it } from 'vitest';
import control from '../../../controls/ssh/host-key-own.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { but, declared, hardened } from '../_hardened.ts';

const another = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIANOTHERAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const outside = (hostKey: string) => read({ hostKey, methodsOffered: ['publickey'], kex: 'curve25519-sha256' });
const all = {
  hostKey: read(hardened('hostKey')),
  outsideSsh: outside(hardened('hostKey')),
  sshdEffective: read(hardened('sshdEffective')),
};

it.each<Row>([
  { when: 'disk, daemon and pin agree', facts: all, then: 'pass' },
  { when: 'the key on the disk is another', facts: { ...all, hostKey: read(another) }, then: 'fail' },
  { when: 'the key shown to the outside is another', facts: { ...all, outsideSsh: outside(another) }, then: 'fail' },
  {
    when: 'sshd uses a second host key',
    facts: {
      ...all,
      ...but('sshdEffective', (settings) => ({
        ...settings,
        hostkey: [...(settings.hostkey ?? []), '/etc/ssh/ssh_host_rsa_key'],
      })),
    },
    then: 'fail',
  },
  {
    when: 'sshd does not say which keys it uses',
    facts: { ...all, ...but('sshdEffective', ({ hostkey: _, ...settings }) => settings) },
    then: 'cannot-tell',
  },
  { when: 'the private key could not be read', facts: { ...all, hostKey: unreadable() }, then: 'cannot-tell' },
  {
    when: 'nobody looked from outside',
    facts: { hostKey: all.hostKey, sshdEffective: all.sshdEffective },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

it('cannot tell before a key is pinned', () => {
  expect(judge(control, all, { ...declared, pinnedHostKeys: [] }).status).toBe('cannot-tell');
});
