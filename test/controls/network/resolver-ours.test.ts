import { expect, it } from 'vitest';
import control from '../../../controls/network/resolver-ours.ts';
import type { Resolver } from '../../../facts/resolver.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const resolver = (change: Partial<Resolver>) => ({
  resolver: read({
    path: '/run/systemd/resolve/stub-resolv.conf',
    owner: 'systemd-resolve',
    isOthersToWrite: false,
    servers: ['127.0.0.53'],
    ...change,
  }),
});

it.each<Row>([
  { when: 'systemd-resolved writes it', facts: resolver({}), then: 'pass' },
  { when: 'root wrote it', facts: resolver({ path: '/etc/resolv.conf', owner: 'root' }), then: 'pass' },
  { when: 'it belongs to somebody', facts: resolver({ owner: 'openclaw' }), then: 'fail' },
  { when: 'everybody can write to it', facts: resolver({ isOthersToWrite: true }), then: 'fail' },
  { when: 'it names nobody', facts: resolver({ servers: [] }), then: 'cannot-tell' },
  { when: 'it leads to an unknown place', facts: { resolver: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
