import { expect, it } from 'vitest';
import control from '../../../controls/ssh/offers-keys-only.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const offers = (...methodsOffered: string[]) => ({
  outsideSsh: read({ hostKey: 'ssh-ed25519 AAAA', methodsOffered, kex: 'curve25519-sha256' }),
});

it.each<Row>([
  { when: 'only public keys are offered', facts: offers('publickey'), then: 'pass' },
  { when: 'passwords are offered too', facts: offers('publickey', 'password'), then: 'fail' },
  { when: 'only a PAM prompt is offered', facts: offers('keyboard-interactive'), then: 'fail' },
  { when: 'nothing is offered', facts: offers(), then: 'cannot-tell' },
  { when: 'the connection failed', facts: { outsideSsh: unreadable('nothing answers') }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
