import { expect, it } from 'vitest';
import control from '../../../controls/system/journal-bounded.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const limits = (maxUse: number, keepFree: number) => ({
  journalLimits: read({
    path: '/var/log/journal/0123',
    maxUse: maxUse * 1024 * 1024,
    keepFree: keepFree * 1024 * 1024,
  }),
});

it.each<Row>([
  { when: 'it keeps to what is wanted', facts: limits(512, 1024), then: 'pass' },
  { when: 'a small disk makes it keep to less', facts: limits(100, 1024), then: 'pass' },
  { when: 'it may take gigabytes', facts: limits(4096, 1024), then: 'fail' },
  {
    when: 'it lies in memory',
    facts: { journalLimits: read({ path: '/run/log/journal/0123', maxUse: 5e9, keepFree: 0 }) },
    then: 'pass',
  },
  { when: 'it leaves next to nothing free', facts: limits(512, 10), then: 'fail' },
  { when: 'journald said nothing', facts: { journalLimits: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
