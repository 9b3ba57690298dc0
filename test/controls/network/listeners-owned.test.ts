import { expect, it } from 'vitest';
import control from '../../../controls/network/listeners-owned.ts';
import type { Listener } from '../../../facts/listeners.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const ssh: Listener = {
  protocol: 'tcp',
  address: '0.0.0.0',
  port: 22,
  isLoopback: false,
  processes: ['sshd'],
  unit: 'ssh.service',
};
const gateway: Listener = { ...ssh, address: '127.0.0.1', port: 18789, unit: 'openclaw-gateway.service' };
const listening = (...more: Listener[]) => ({ listeners: read([ssh, gateway, ...more]) });
const { unit: _, ...nobodys } = gateway;

it.each<Row>([
  { when: 'each is held by its own', facts: listening(), then: 'pass' },
  {
    when: 'another port is held by something',
    facts: listening({ ...ssh, port: 53, unit: 'x.service' }),
    then: 'pass',
  },
  {
    when: 'the same number is held for UDP',
    facts: listening({ ...ssh, protocol: 'udp', unit: 'x.service' }),
    then: 'pass',
  },
  {
    when: 'something else sits on another address of the gateway’s port',
    facts: listening({ ...gateway, address: '127.0.0.2', unit: 'x.service' }),
    then: 'fail',
  },
  { when: 'a login session holds the SSH port', facts: listening({ ...ssh, unit: 'session-3.scope' }), then: 'fail' },
  { when: 'the kernel does not say whose one is', facts: listening(nobodys), then: 'cannot-tell' },
  { when: 'ss failed', facts: { listeners: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
