import { expect, it } from 'vitest';
import control from '../../../controls/accounts/no-unowned-files.ts';
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
  { when: "a file is a number's", facts: plus('unowned', { owner: '54321:54321' }), then: 'fail' },
  { when: "a folder's group is a number", facts: plus('unowned', { owner: 'root:54321', type: 'd' }), then: 'fail' },
  { when: 'it was not read', facts: { ...whole(), looseFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
