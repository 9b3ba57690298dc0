import { expect, it } from 'vitest';
import control from '../../../controls/network/host-openings-exact.ts';
import type { NftExpression, NftRuleset } from '../../../facts/nft-ruleset.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const nft = (change: (ruleset: NftRuleset) => NftRuleset) => but('nftRuleset', change);
const plus = (...expr: readonly NftExpression[]) =>
  nft((ruleset) => ({
    ...ruleset,
    rules: [...ruleset.rules, { family: 'inet', table: 'sclerite', chain: 'input', expr }],
  }));
const dport = (protocol: string, port: number) => ({
  match: { op: '==', left: { payload: { protocol, field: 'dport' } }, right: port },
});
const saddr = (right: unknown) => ({
  match: { op: '==', left: { payload: { protocol: 'ip', field: 'saddr' } }, right },
});
const accept = { accept: null };
const isSsh = (expr: readonly NftExpression[]) => JSON.stringify(expr).includes('"dport"}},"right":22}');

it.each<Row>([
  { when: 'the server is as it was hardened', facts: nft((ruleset) => ruleset), then: 'pass' },
  { when: 'one more port is open', facts: plus(dport('tcp', 8080), accept), then: 'fail' },
  { when: 'SSH is open over UDP', facts: plus(dport('udp', 22), accept), then: 'fail' },
  { when: 'everything from one address comes in', facts: plus(saddr('192.0.2.9'), accept), then: 'fail' },
  { when: 'everything comes in', facts: plus(accept), then: 'fail' },
  { when: 'packets are handed to another chain', facts: plus({ jump: { target: 'elsewhere' } }), then: 'fail' },
  {
    when: 'every state is accepted',
    facts: plus({ vmap: { key: { ct: { key: 'state' } }, data: { set: [['new', { accept: null }]] } } }),
    then: 'fail',
  },
  {
    when: 'a range of ports is open',
    facts: plus(
      { match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: { range: [1, 1024] } } },
      accept,
    ),
    then: 'fail',
  },
  { when: 'something is dropped besides', facts: plus(saddr('192.0.2.9'), { drop: null }), then: 'pass' },
  {
    when: 'SSH is not open any more',
    facts: nft((ruleset) => ({ ...ruleset, rules: ruleset.rules.filter(({ expr }) => !isSsh(expr)) })),
    then: 'fail',
  },
  {
    when: 'SSH is open on IPv4 only',
    facts: nft((ruleset) => ({
      ...ruleset,
      rules: ruleset.rules.filter(({ expr }) => !JSON.stringify(expr).includes('ipv6')),
    })),
    then: 'fail',
  },
  {
    when: 'a chain of another table accepts a port, which opens nothing',
    facts: nft((ruleset) => ({
      ...ruleset,
      rules: [...ruleset.rules, { family: 'inet', table: 'other', chain: 'input', expr: [dport('tcp', 8080), accept] }],
    })),
    then: 'pass',
  },
  { when: 'nft failed', facts: { nftRuleset: unreadable('Operation not permitted') }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

const limited = (...hostSources: string[]) => ({
  ...declared,
  ingress: declared.ingress.map((hole) => ({ ...hole, hostSources })),
});
const from = (right: unknown) =>
  nft((ruleset) => ({
    ...ruleset,
    rules: [
      ...ruleset.rules.filter(({ expr }) => !isSsh(expr)),
      { family: 'inet', table: 'sclerite', chain: 'input', expr: [saddr(right), dport('tcp', 22), accept] },
    ],
  }));

it.each([
  { when: 'the one declared address', right: '192.0.2.7', then: 'pass' },
  { when: 'a wider block', right: { prefix: { addr: '192.0.2.0', len: 24 } }, then: 'fail' },
  { when: 'another address', right: '192.0.2.8', then: 'fail' },
  { when: 'a named set, which is not resolved', right: '@friends', then: 'fail' },
])('SSH open to $when -> $then', ({ right, then }) => {
  expect(judge(control, from(right), limited('192.0.2.7/32')).status).toBe(then);
});

it('compares addresses, not how they are cut: nft merges neighbouring blocks', () => {
  const merged = from({ set: [{ prefix: { addr: '192.0.2.0', len: 24 } }] });
  expect(judge(control, merged, limited('192.0.2.0/25', '192.0.2.128/25')).status).toBe('pass');
});
