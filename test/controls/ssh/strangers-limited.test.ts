import { expect, it } from 'vitest';
import control from '../../../controls/ssh/strangers-limited.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'all may come at once', facts: sshd({ maxstartups: ['100:30:200'] }), then: 'fail' },
  { when: 'it is not understood', facts: sshd({ maxstartups: ['many'] }), then: 'fail' },
  { when: 'one source may have all places', facts: sshd({ persourcemaxstartups: ['none'] }), then: 'fail' },
  { when: 'every address of a /64 counts alone', facts: sshd({ persourcenetblocksize: ['32:128'] }), then: 'fail' },
  { when: 'it is stricter', facts: sshd({ persourcemaxstartups: ['3'] }), then: 'pass' },
  { when: 'it is not reported', facts: without('maxstartups'), then: 'cannot-tell' },
  {
    when: 'one is wrong and another is not reported',
    facts: {
      ...but('sshdEffective', ({ maxstartups: _, ...settings }) => ({
        ...settings,
        persourcenetblocksize: ['32:128'],
      })),
    },
    then: 'fail',
  },
  { when: 'sshd -T itself failed', facts: { sshdEffective: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
