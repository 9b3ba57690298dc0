import { expect, it } from 'vitest';
import control from '../../../controls/ssh/files-private.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const first = (change: Partial<FileEntry>) =>
  but('sshdFiles', ([file, ...rest]) => [{ ...(file as FileEntry), ...change }, ...rest]);

it.each<Row>([
  { when: 'the server is as it was hardened', facts: asHardened('sshdFiles'), then: 'pass' },
  { when: 'everybody may read one', facts: first({ mode: '0644' }), then: 'fail' },
  { when: 'its group may write it', facts: first({ mode: '0620' }), then: 'fail' },
  { when: "it is somebody else's", facts: first({ owner: 'admin' }), then: 'fail' },
  { when: 'root may only read it', facts: first({ mode: '0400' }), then: 'pass' },
  { when: 'none was seen', facts: but('sshdFiles', () => []), then: 'cannot-tell' },
  { when: 'they were not read', facts: { sshdFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
