import { expect, it } from 'vitest';
import control from '../../../controls/accounts/databases-private.ts';
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
  { when: 'everybody may read the hashes', facts: at('/etc/shadow', { mode: '0644' }), then: 'fail' },
  {
    when: 'everybody may read their copy',
    facts: at('/etc/shadow-', { type: 'file', mode: '0644', owner: 'root', group: 'shadow' }),
    then: 'fail',
  },
  { when: 'a group may write the accounts', facts: at('/etc/passwd', { mode: '0664' }), then: 'fail' },
  { when: "they are the admin's", facts: at('/etc/group', { owner: 'admin' }), then: 'fail' },
  { when: 'it is gone', facts: at('/etc/gshadow', { type: 'absent', mode: '' }), then: 'fail' },
  { when: 'there is no copy', facts: at('/etc/shadow-', { type: 'absent' }), then: 'pass' },
  { when: 'root alone may read it', facts: at('/etc/shadow', { mode: '0600', group: 'root' }), then: 'pass' },
  { when: 'it could not be read', facts: at('/etc/passwd', { error: 'Input/output error' }), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), guardedPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
