import { expect, it } from 'vitest';
import control from '../../../controls/accounts/homes-private.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('guardedPaths', 'accounts');
const at = (path: string, change: Partial<FileEntry>) => ({
  ...whole(),
  ...but('guardedPaths', (entries) => ({ ...entries, [path]: { ...(entries[path] ?? absent(path)), ...change } })),
});
const absent = (path: string): FileEntry => ({ path, type: 'absent', mode: '', owner: '', group: '', size: 0 });

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'everybody may look in', facts: at('/home/auditor', { mode: '0755' }), then: 'fail' },
  { when: "root's is open to its group", facts: at('/root', { mode: '0750' }), then: 'fail' },
  { when: "it is somebody else's", facts: at('/home/admin', { owner: 'games' }), then: 'fail' },
  {
    when: 'a home belongs to no account',
    facts: at('/home/old', { type: 'directory', mode: '0700', owner: '1007', group: '1007' }),
    then: 'fail',
  },
  { when: 'it is a link', facts: at('/home/admin', { type: 'link' }), then: 'fail' },
  { when: 'one is not there', facts: at('/home/admin', { type: 'absent' }), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), guardedPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
