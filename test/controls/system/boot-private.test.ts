import { expect, it } from 'vitest';
import control from '../../../controls/system/boot-private.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const boot = (change: Partial<FileEntry>) => ({
  bootFiles: read({
    '/boot': {
      path: '/boot',
      type: 'directory',
      mode: '0700',
      owner: 'root',
      group: 'root',
      size: 1,
      ...change,
    } as const,
  }),
});

it.each<Row>([
  { when: 'only root can enter', facts: boot({}), then: 'pass' },
  { when: 'everybody can read', facts: boot({ mode: '0755' }), then: 'fail' },
  { when: 'its group can enter', facts: boot({ mode: '0710' }), then: 'fail' },
  { when: 'it is somebody else’s', facts: boot({ owner: 'admin' }), then: 'fail' },
  { when: 'there is none', facts: boot({ type: 'absent', mode: '', owner: '', group: '' }), then: 'pass' },
  { when: 'it could not be read', facts: boot({ type: 'absent', error: 'Input/output error' }), then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
  { when: 'the collector failed', facts: { bootFiles: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
