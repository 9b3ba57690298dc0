import { expect, it } from 'vitest';
import control from '../../../controls/system/journal-persistent.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const file = (folder: string, name = 'system.journal'): FileEntry => ({
  path: `${folder}/0123456789abcdef/${name}`,
  type: 'file',
  mode: '0640',
  owner: 'root',
  group: 'systemd-journal',
  size: 8_388_608,
});
const DISK = '/var/log/journal';
const MEMORY = '/run/log/journal';
const lies = (onDisk: FileEntry[], inMemory: FileEntry[] = []) => ({ journalFiles: read({ onDisk, inMemory }) });

it.each<Row>([
  { when: 'it lies on disk', facts: lies([file(DISK), file(DISK, 'user-1000.journal')]), then: 'pass' },
  { when: 'it lies in memory', facts: lies([], [file(MEMORY)]), then: 'fail' },
  { when: 'it moved back into memory', facts: lies([file(DISK)], [file(MEMORY)]), then: 'fail' },
  { when: 'only rotated files are on disk', facts: lies([file(DISK, 'system@1.journal')]), then: 'fail' },
  { when: 'there is none at all', facts: lies([]), then: 'fail' },
  { when: 'it could not be looked for', facts: { journalFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
