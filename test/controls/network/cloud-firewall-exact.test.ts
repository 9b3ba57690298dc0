import { expect, it } from 'vitest';
import control from '../../../controls/network/cloud-firewall-exact.ts';
import type { CloudRule } from '../../../facts/cloud-firewalls.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const ssh: CloudRule = { direction: 'in', protocol: 'tcp', port: '22', source_ips: ['192.0.2.7/32'] };
const icmp: CloudRule = { direction: 'in', protocol: 'icmp', port: null, source_ips: ['0.0.0.0/0', '::/0'] };
const applied = [{ id: 7, status: 'applied' as 'applied' | 'pending' }];
const cloud = (rules: readonly CloudRule[], firewalls = applied) => ({
  cloudServer: read({ id: 1, name: 'gateway', public_net: { firewalls } }),
  cloudFirewalls: read(firewalls.map(({ id }) => ({ id, name: 'sclerite', rules }))),
});

it.each<Row>([
  { when: 'one firewall is attached and exact', facts: cloud([ssh, icmp]), then: 'pass' },
  { when: 'ICMP is not let in', facts: cloud([ssh]), then: 'pass' },
  { when: 'nothing is attached', facts: cloud([], []), then: 'fail' },
  { when: 'one port more is open', facts: cloud([ssh, { ...ssh, port: '8080' }]), then: 'fail' },
  { when: 'a range of ports is open', facts: cloud([{ ...ssh, port: '1-65535' }]), then: 'fail' },
  { when: 'another protocol is open', facts: cloud([ssh, { ...ssh, protocol: 'gre', port: null }]), then: 'fail' },
  { when: 'SSH is open to the world', facts: cloud([{ ...ssh, source_ips: ['0.0.0.0/0', '::/0'] }]), then: 'fail' },
  { when: 'SSH is open to somebody else', facts: cloud([{ ...ssh, source_ips: ['198.51.100.0/24'] }]), then: 'fail' },
  { when: 'SSH is not open', facts: cloud([icmp]), then: 'fail' },
  { when: 'SSH is open in two rules that say the same', facts: cloud([ssh, ssh]), then: 'pass' },
  {
    when: 'what goes out is limited as well',
    facts: cloud([ssh, { ...ssh, direction: 'out', port: '443' }]),
    then: 'pass',
  },
  { when: 'it is not applied yet', facts: cloud([ssh], [{ id: 7, status: 'pending' }]), then: 'cannot-tell' },
  {
    when: 'the API refused the server',
    facts: { ...cloud([ssh]), cloudServer: unreadable('unauthorized') },
    then: 'cannot-tell',
  },
  {
    when: 'the API refused the firewall',
    facts: { ...cloud([ssh]), cloudFirewalls: unreadable('unauthorized') },
    then: 'cannot-tell',
  },
  { when: 'nobody asked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
