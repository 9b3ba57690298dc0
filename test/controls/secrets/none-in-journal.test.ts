import { expect, it } from 'vitest';
import control from '../../../controls/secrets/none-in-journal.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const trace = { source: 'openclaw', kind: 'anthropic-key', count: 1 };

it.each<Row>([
  { when: 'nothing is found', facts: { journalSecrets: read({ lines: 600, traces: [] }) }, then: 'pass' },
  { when: 'a key is found', facts: { journalSecrets: read({ lines: 600, traces: [trace] }) }, then: 'fail' },
  { when: 'the journal is empty', facts: { journalSecrets: read({ lines: 0, traces: [] }) }, then: 'cannot-tell' },
  { when: 'journalctl failed', facts: { journalSecrets: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
