import { expect, it } from 'vitest';
import control from '../../../controls/gateway/listens-on-loopback.ts';
import type { GatewaySocket } from '../../../facts/gateway-sockets.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const socket = (address: string, port = 18789, protocol: GatewaySocket['protocol'] = 'tcp') => ({
  protocol,
  address,
  port,
});
const sockets = (...list: GatewaySocket[]) => ({ gatewaySockets: read(list) });

it.each<Row>([
  { when: 'it listens on both loopbacks', facts: sockets(socket('127.0.0.1'), socket('::1')), then: 'pass' },
  { when: 'it listens on one of them', facts: sockets(socket('127.0.0.1')), then: 'pass' },
  { when: 'it listens on every address', facts: sockets(socket('127.0.0.1'), socket('0.0.0.0')), then: 'fail' },
  { when: 'one socket takes both families', facts: sockets(socket('*')), then: 'fail' },
  { when: 'it listens on every IPv6 address', facts: sockets(socket('::')), then: 'fail' },
  {
    when: 'it listens on another port as well',
    facts: sockets(socket('127.0.0.1'), socket('127.0.0.1', 9999)),
    then: 'fail',
  },
  { when: 'it takes datagrams', facts: sockets(socket('127.0.0.1'), socket('127.0.0.1', 18789, 'udp')), then: 'fail' },
  { when: 'it listens nowhere', facts: sockets(), then: 'cannot-tell' },
  { when: 'ss failed', facts: { gatewaySockets: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
