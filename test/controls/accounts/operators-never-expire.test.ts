import { expect, it } from 'vitest';
import control from '../../../controls/accounts/operators-never-expire.ts';
import type { ShadowEntry } from '../../../facts/shadow.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('shadow');
const change = (who: string, to: Partial<ShadowEntry>) =>
  but('shadow', (entries) => entries.map((entry) => (entry.name === who ? { ...entry, ...to } : entry)));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: "the admin's password ages", facts: change('admin', { maxDays: 90 }), then: 'fail' },
  { when: "the auditor's account ends", facts: change('auditor', { expiresOn: 30_000 }), then: 'fail' },
  { when: "the auditor's account ended on the first day", facts: change('auditor', { expiresOn: 0 }), then: 'fail' },
  { when: 'somebody else ends', facts: change('games', { expiresOn: 1 }), then: 'pass' },
  {
    when: 'the admin has no entry',
    facts: but('shadow', (entries) => entries.filter(({ name }) => name !== 'admin')),
    then: 'cannot-tell',
  },
  { when: 'it was not read', facts: { ...whole(), shadow: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
