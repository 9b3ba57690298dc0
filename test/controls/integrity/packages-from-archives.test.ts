import { expect, it } from 'vitest';
import control from '../../../controls/integrity/packages-from-archives.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const facts = (...names: readonly string[]) => ({
  packageChoice: read({ installed: 250, unknown: names.map((name) => ({ name, version: '1.0' })) }),
});

it.each<Row>([
  { when: 'every package is known', facts: facts(), then: 'pass' },
  { when: 'one was laid in by hand', facts: facts('monitor-agent'), then: 'fail' },
  { when: 'only a former kernel is left', facts: facts('linux-image-6.12.43+deb13-cloud-amd64'), then: 'pass' },
  { when: 'one calls itself a kernel tool', facts: facts('linux-image-helper'), then: 'fail' },
  { when: 'apt did not answer', facts: { packageChoice: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody asked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
