import { expect, it } from 'vitest';
import control from '../../../controls/network/listeners-exact.ts';
import type { Listener } from '../../../facts/listeners.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const plus = (change: Partial<Listener>) =>
  but('listeners', (list) => [
    ...list,
    {
      protocol: 'tcp',
      address: '0.0.0.0',
      port: 1,
      isLoopback: false,
      processes: ['intruder'],
      ...change,
    } satisfies Listener,
  ]);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: but('listeners', (list) => list), then: 'pass' },
  { when: 'something listens everywhere on IPv4', facts: plus({ address: '0.0.0.0', port: 8765 }), then: 'fail' },
  { when: 'something listens everywhere on IPv6', facts: plus({ address: '::', port: 8765 }), then: 'fail' },
  { when: 'something listens on both at once', facts: plus({ address: '*', port: 8765 }), then: 'fail' },
  { when: 'something listens on UDP', facts: plus({ protocol: 'udp', address: '0.0.0.0', port: 5355 }), then: 'fail' },
  {
    when: 'something listens on loopback',
    facts: plus({ address: '127.0.0.1', port: 8765, isLoopback: true }),
    then: 'pass',
  },
  {
    when: 'a DHCP client waits for its answer',
    facts: plus({ protocol: 'udp', address: '192.0.2.7', port: 68 }),
    then: 'pass',
  },
  { when: 'something listens on the DHCP port over TCP', facts: plus({ address: '0.0.0.0', port: 68 }), then: 'fail' },
  {
    when: "the gateway's port is another control's matter",
    facts: plus({ address: '0.0.0.0', port: 18789 }),
    then: 'pass',
  },
  { when: 'ss failed', facts: { listeners: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
