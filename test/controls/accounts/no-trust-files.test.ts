import { expect, it } from 'vitest';
import control from '../../../controls/accounts/no-trust-files.ts';
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
  { when: 'root has a .netrc', facts: at('/root/.netrc', { type: 'file', mode: '0600', owner: 'root' }), then: 'fail' },
  {
    when: 'another host is trusted',
    facts: at('/etc/hosts.equiv', { type: 'file', mode: '0644', owner: 'root' }),
    then: 'fail',
  },
  { when: 'it is a link', facts: at('/root/.rhosts', { type: 'link' }), then: 'fail' },
  { when: 'nobody looked', facts: but('guardedPaths', () => ({})), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), guardedPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
