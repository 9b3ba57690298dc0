import { expect, it } from 'vitest';
import control from '../../../controls/ssh/version-brief.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const without = (keyword: string) => but('sshdEffective', ({ [keyword]: _, ...settings }) => settings);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: sshd({}), then: 'pass' },
  { when: 'Debian shows its patch level', facts: sshd({ debianbanner: ['yes'] }), then: 'fail' },
  { when: 'a word is added', facts: sshd({ versionaddendum: ['of Ada'] }), then: 'fail' },
  { when: 'it is not reported', facts: without('debianbanner'), then: 'cannot-tell' },
  {
    when: 'one is wrong and another is not reported',
    facts: {
      ...but('sshdEffective', ({ debianbanner: _, ...settings }) => ({ ...settings, versionaddendum: ['of Ada'] })),
    },
    then: 'fail',
  },
  { when: 'sshd -T itself failed', facts: { sshdEffective: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
