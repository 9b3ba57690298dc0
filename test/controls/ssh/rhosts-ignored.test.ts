import { expect, it } from 'vitest';
import control from '../../../controls/ssh/rhosts-ignored.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'an .rhosts counts', facts: sshd({ ignorerhosts: ['no'] }), then: 'fail' },
  { when: 'known_hosts of a home counts', facts: sshd({ ignoreuserknownhosts: ['no'] }), then: 'fail' },
  { when: 'a host is believed its name', facts: sshd({ hostbasedusesnamefrompacketonly: ['yes'] }), then: 'fail' },
  { when: 'it is not reported', facts: without('ignorerhosts'), then: 'cannot-tell' },
  {
    when: 'one is wrong and another is not reported',
    facts: {
      ...but('sshdEffective', ({ ignorerhosts: _, ...settings }) => ({
        ...settings,
        hostbasedusesnamefrompacketonly: ['yes'],
      })),
    },
    then: 'fail',
  },
  { when: 'sshd -T itself failed', facts: { sshdEffective: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
