import { expect, it } from 'vitest';
import control from '../../../controls/accounts/nothing-world-writable.ts';
import type { LooseFile, LooseFiles } from '../../../facts/loose-files.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('looseFiles');
const plus = (list: keyof LooseFiles, change: Partial<LooseFile>) =>
  but('looseFiles', (files) => ({
    ...files,
    [list]: [...files[list], { path: '/opt/x', mode: '4755', owner: 'root:root', type: 'f', ...change }],
  }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'everybody may write a file', facts: plus('worldWritable', { mode: '666' }), then: 'fail' },
  { when: 'everybody may write into a folder', facts: plus('worldWritable', { mode: '777', type: 'd' }), then: 'fail' },
  { when: 'the folder is sticky', facts: plus('worldWritable', { mode: '1777', type: 'd' }), then: 'pass' },
  { when: 'everybody may talk to a socket', facts: plus('worldWritable', { mode: '666', type: 's' }), then: 'pass' },
  { when: 'it was not read', facts: { ...whole(), looseFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
