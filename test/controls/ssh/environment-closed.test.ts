import { expect, it } from 'vitest';
import control from '../../../controls/ssh/environment-closed.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'nothing is taken at all', facts: without('acceptenv'), then: 'pass' },
  { when: 'a loader variable is taken', facts: sshd({ acceptenv: ['LANG', 'LD_*'] }), then: 'fail' },
  { when: 'everything is taken, on one line with the language', facts: sshd({ acceptenv: ['LANG *'] }), then: 'fail' },
  { when: 'sshd sets one itself', facts: sshd({ setenv: ['BASH_ENV=/tmp/x'] }), then: 'fail' },
  { when: 'sshd -T reported something else', facts: but('sshdEffective', () => ({ x: ['y'] })), then: 'cannot-tell' },
  { when: 'sshd -T itself failed', facts: { sshdEffective: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
