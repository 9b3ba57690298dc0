import { expect, it } from 'vitest';
import control from '../../../controls/system/boot-loader-private.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const FILE = '/boot/grub/grub.cfg';
const grub = (change: Partial<FileEntry>, container = 'none') => ({
  container: read(container),
  bootFiles: read({
    [FILE]: { path: FILE, type: 'file', mode: '0600', owner: 'root', group: 'root', size: 1, ...change } as const,
  }),
});

it.each<Row>([
  { when: 'only root can read it', facts: grub({}), then: 'pass' },
  { when: 'everybody can read it', facts: grub({ mode: '0644' }), then: 'fail' },
  { when: 'it is somebody else’s', facts: grub({ owner: 'admin' }), then: 'fail' },
  { when: 'there is no such boot loader', facts: grub({ type: 'absent' }), then: 'cannot-tell' },
  { when: 'it could not be read', facts: grub({ type: 'other', error: 'Input/output error' }), then: 'cannot-tell' },
  { when: 'it is a container', facts: grub({ mode: '0644' }, 'systemd-nspawn'), then: 'cannot-tell' },
  {
    when: 'nobody knows whether it is a container',
    facts: { ...grub({}), container: unreadable() },
    then: 'cannot-tell',
  },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
