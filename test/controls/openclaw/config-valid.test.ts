import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/config-valid.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

it.each<Row>([
  { when: 'it is valid', facts: { openclawValidation: read({ valid: true, issues: [], warnings: [] }) }, then: 'pass' },
  {
    when: 'it is valid, with a warning',
    facts: { openclawValidation: read({ valid: true, issues: [], warnings: ['plugin not found: phantom'] }) },
    then: 'fail',
  },
  {
    when: 'it is not valid',
    facts: { openclawValidation: read({ valid: false, issues: ['gateway: unknown key'], warnings: [] }) },
    then: 'fail',
  },
  { when: 'OpenClaw could not be asked', facts: { openclawValidation: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
