import { expect, it } from 'vitest';
import control from '../../../controls/system/tmp-powerless.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const OPTIONS = ['rw', 'nosuid', 'nodev', 'noexec'];
const mounted = (options: readonly string[], path = '/tmp') => ({
  mounts: read([
    { path: '/', type: 'ext4', options: ['rw', 'relatime'] },
    { path, type: 'tmpfs', options },
  ]),
});
const without = (option: string) => mounted(OPTIONS.filter((other) => other !== option));

it.each<Row>([
  { when: 'it has all its options', facts: mounted(OPTIONS), then: 'pass' },
  { when: 'it has more of them', facts: mounted([...OPTIONS, 'ro']), then: 'pass' },
  { when: 'it is mounted without nosuid', facts: without('nosuid'), then: 'fail' },
  { when: 'it is mounted without nodev', facts: without('nodev'), then: 'fail' },
  { when: 'it is mounted without noexec', facts: without('noexec'), then: 'fail' },
  { when: 'it is part of another file system', facts: mounted(OPTIONS, '/tmp/below'), then: 'fail' },
  { when: 'mountinfo could not be read', facts: { mounts: unreadable('Permission denied') }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
