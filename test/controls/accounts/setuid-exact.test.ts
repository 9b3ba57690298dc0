import { expect, it } from 'vitest';
import control from '../../../controls/accounts/setuid-exact.ts';
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
  { when: 'a copy of a shell lies somewhere', facts: plus('setId', {}), then: 'fail' },
  {
    when: 'a known program has another owner',
    facts: plus('setId', { path: '/usr/bin/su', owner: 'admin:root' }),
    then: 'fail',
  },
  {
    when: 'a known program runs as its group too',
    facts: plus('setId', { path: '/usr/bin/su', mode: '6755' }),
    then: 'fail',
  },
  { when: 'find saw none', facts: but('looseFiles', (files) => ({ ...files, setId: [] })), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), looseFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
