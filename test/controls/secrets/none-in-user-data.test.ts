import { expect, it } from 'vitest';
import control from '../../../controls/secrets/none-in-user-data.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { traces } from './_traces.ts';

const key = { path: '/var/lib/cloud/x', kind: 'private-key', count: 1 };
const token = { path: '/var/lib/cloud/x', kind: 'openai-key', count: 1 };

it.each<Row>([
  { when: 'only the throwaway host key is there', facts: traces(), then: 'pass' },
  { when: 'no key is there', facts: traces('userData', {}), then: 'pass' },
  { when: 'two private keys are there', facts: traces('userData', { traces: [key], privateKeys: 2 }), then: 'fail' },
  { when: 'an API key is there', facts: traces('userData', { traces: [token] }), then: 'fail' },
  { when: 'nothing is left to look at', facts: traces('userData', { looked: 0 }), then: 'cannot-tell' },
  {
    when: 'a file could not be read',
    facts: traces('userData', { unread: ['/x: Input/output error'] }),
    then: 'cannot-tell',
  },
  { when: 'a secret is elsewhere', facts: traces('bootLogs', { traces: [token] }), then: 'pass' },
  { when: 'the search failed', facts: { secretTraces: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
