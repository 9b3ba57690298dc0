import { expect, it } from 'vitest';
import control from '../../../controls/accounts/sudo-asks-again.ts';
import type { SudoDefault } from '../../../facts/sudoers.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('sudoers');
const last = (name: string, value: SudoDefault['value'], isGlobal = true) => ({
  ...whole(),
  ...but('sudoers', (sudoers) => ({ ...sudoers, defaults: [...sudoers.defaults, { name, value, isGlobal }] })),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'it remembers for ever', facts: last('timestamp_timeout', -1), then: 'fail' },
  { when: 'it remembers for an hour', facts: last('timestamp_timeout', 60), then: 'fail' },
  { when: 'it never remembers', facts: last('timestamp_timeout', 0), then: 'pass' },
  { when: 'it remembers for all terminals', facts: last('timestamp_type', 'global'), then: 'fail' },
  { when: 'it remembers longer for some', facts: last('timestamp_timeout', 60, false), then: 'fail' },
  {
    when: 'nothing is set: fifteen minutes',
    facts: { ...but('sudoers', (sudoers) => ({ ...sudoers, defaults: [] })) },
    then: 'fail',
  },
  { when: 'it was not read', facts: { ...whole(), sudoers: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
