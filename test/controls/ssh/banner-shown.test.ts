import { expect, it } from 'vitest';
import control from '../../../controls/ssh/banner-shown.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const FILE = '/etc/issue.net';
const both = (change: SshdSettings = {}, file: Record<string, unknown> = {}) => ({
  ...but('sshdEffective', (settings) => ({ ...settings, ...change })),
  ...but('hostFiles', (files) => ({ ...files, [FILE]: { ...files[FILE], ...file } as FileEntry })),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: both(), then: 'pass' },
  { when: 'no banner is shown', facts: both({ banner: ['none'] }), then: 'fail' },
  { when: 'another file is shown', facts: both({ banner: ['/etc/issue'] }), then: 'fail' },
  { when: 'the text is another', facts: both({}, { sha256: '0'.repeat(64) }), then: 'fail' },
  { when: 'the file is gone', facts: both({}, { type: 'absent' }), then: 'fail' },
  {
    when: 'the file was not read',
    facts: both({}, { sha256: undefined, error: 'Input/output error' }),
    then: 'cannot-tell',
  },
  { when: 'sshd -T does not say', facts: both({ banner: [] }), then: 'cannot-tell' },
  { when: 'sshd -T itself failed', facts: { ...both(), sshdEffective: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
