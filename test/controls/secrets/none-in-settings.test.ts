import { expect, it } from 'vitest';
import control from '../../../controls/secrets/none-in-settings.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { traces } from './_traces.ts';

const trace = { path: '/x', kind: 'anthropic-key', count: 1 };

it.each<Row>([
  { when: 'nothing is found', facts: traces(), then: 'pass' },
  { when: 'there is nothing to look at', facts: traces('settings', { looked: 0 }), then: 'pass' },
  { when: 'a key is found', facts: traces('settings', { traces: [trace] }), then: 'fail' },
  {
    when: 'a key is found, and something could not be read',
    facts: traces('settings', { traces: [trace], unread: ['/y: Input/output error'] }),
    then: 'fail',
  },
  {
    when: 'something could not be read',
    facts: traces('settings', { unread: ['/y: Input/output error'] }),
    then: 'cannot-tell',
  },
  { when: 'the search failed', facts: { secretTraces: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

it('looks at its own place only', () => {
  const elsewhere = traces('histories', { traces: [trace] });
  expect(judge(control, elsewhere, declared).status).toBe('pass');
});
