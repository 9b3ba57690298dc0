import { expect, it } from 'vitest';
import control from '../../../controls/integrity/timers-known.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const facts = (...transient: readonly string[]) => ({ unitChoice: read({ enabled: [], transient }) });

it.each<Row>([
  { when: 'every timer has a file', facts: facts(), then: 'pass' },
  { when: 'the first upgrade waits', facts: facts('sclerite-first-upgrade.timer'), then: 'pass' },
  { when: 'a rollback waits', facts: facts('sclerite-rollback.timer'), then: 'pass' },
  { when: 'systemd-run left one', facts: facts('run-p1370-i1108387.timer'), then: 'fail' },
  { when: 'a path without a file waits', facts: facts('sclerite-first-upgrade.path'), then: 'fail' },
  { when: 'systemd did not answer', facts: { unitChoice: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected it', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
