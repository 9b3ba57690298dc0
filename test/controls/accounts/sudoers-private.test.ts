import { expect, it } from 'vitest';
import control from '../../../controls/accounts/sudoers-private.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('guardedPaths');
const at = (path: string, change: Partial<FileEntry>) => ({
  ...whole(),
  ...but('guardedPaths', (entries) => ({ ...entries, [path]: { ...(entries[path] ?? absent(path)), ...change } })),
});
const absent = (path: string): FileEntry => ({ path, type: 'absent', mode: '', owner: '', group: '', size: 0 });

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'everybody may read the rules', facts: at('/etc/sudoers', { mode: '0444' }), then: 'fail' },
  { when: 'everybody may list the folder', facts: at('/etc/sudoers.d', { mode: '0755' }), then: 'fail' },
  {
    when: "a file is the admin's",
    facts: at('/etc/sudoers.d/x', { type: 'file', mode: '0440', owner: 'admin', group: 'root' }),
    then: 'fail',
  },
  { when: 'a file could not be read', facts: at('/etc/sudoers', { error: 'Input/output error' }), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), guardedPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
