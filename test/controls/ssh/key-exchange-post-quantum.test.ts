import { expect, it } from 'vitest';
import control from '../../../controls/ssh/key-exchange-post-quantum.ts';
import type { FactResults } from '../../../facts/index.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const NEW = 'mlkem768x25519-sha256';
const OLD = 'curve25519-sha256';

const seen = (offered: string | undefined, kex = OLD): FactResults => ({
  ...but('sshdEffective', ({ kexalgorithms: _, ...sshd }) => ({
    ...sshd,
    ...(offered !== undefined && { kexalgorithms: [offered] }),
  })),
  outsideSsh: read({ hostKey: '', methodsOffered: ['publickey'], kex }),
});

it.each<Row & { readonly only?: true }>([
  { when: 'the post-quantum ones come first', facts: seen(`${NEW},${OLD}`), then: 'pass' },
  { when: 'there are no others', facts: seen(NEW, NEW), then: 'pass' },
  { when: 'the classical one comes first', facts: seen(`${OLD},${NEW}`), then: 'fail' },
  { when: 'one stands between', facts: seen(`${NEW},${OLD},sntrup761x25519-sha512`), then: 'fail' },
  { when: 'there is none', facts: seen(OLD), then: 'fail' },
  { when: 'alone is declared, and it is so', facts: seen(NEW, NEW), then: 'pass', only: true },
  { when: 'alone is declared, and another is offered', facts: seen(`${NEW},${OLD}`, NEW), then: 'fail', only: true },
  {
    when: 'alone is declared, and the running sshd still took another',
    facts: seen(NEW, OLD),
    then: 'fail',
    only: true,
  },
  {
    when: 'alone is declared, and nobody told what was agreed on',
    facts: seen(NEW, ''),
    then: 'cannot-tell',
    only: true,
  },
  { when: 'it is not reported', facts: seen(undefined), then: 'cannot-tell' },
  { when: 'sshd -T itself failed', facts: { ...seen(NEW), sshdEffective: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then, only }) => {
  const whose = only ? { ...declared, keyExchange: 'post-quantum-only' as const } : declared;
  expect(judge(control, facts, whose).status).toBe(then);
});
