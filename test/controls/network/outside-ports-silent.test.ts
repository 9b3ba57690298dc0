import { expect, it } from 'vitest';
import control from '../../../controls/network/outside-ports-silent.ts';
import type { OutsidePort } from '../../../facts/outside-ports.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const seen = (ports: Readonly<Record<number, OutsidePort['state']>>) => ({
  outsidePorts: read({
    address: '192.0.2.7',
    results: Object.entries(ports).map(([port, state]) => ({ port: Number(port), state, ms: 1 })),
  }),
});

it.each<Row>([
  { when: 'only SSH answers', facts: seen({ 22: 'open', 80: 'silent', 8080: 'silent' }), then: 'pass' },
  { when: 'another port is open', facts: seen({ 22: 'open', 80: 'open', 8080: 'silent' }), then: 'fail' },
  {
    when: 'another port says no, so nothing dropped the packet',
    facts: seen({ 22: 'open', 80: 'closed', 8080: 'silent' }),
    then: 'fail',
  },
  {
    when: 'another port is open and SSH is silent',
    facts: seen({ 22: 'silent', 80: 'open', 8080: 'silent' }),
    then: 'fail',
  },
  { when: 'nothing answers at all', facts: seen({ 22: 'silent', 80: 'silent', 8080: 'silent' }), then: 'cannot-tell' },
  { when: 'a port was not tried', facts: seen({ 22: 'open', 80: 'silent' }), then: 'cannot-tell' },
  { when: 'nothing was tried', facts: seen({}), then: 'cannot-tell' },
  { when: 'the probe failed', facts: { outsidePorts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
