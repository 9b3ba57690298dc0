import { expect, it } from 'vitest';
import control from '../../../controls/accounts/root-path-safe.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('guardedPaths', 'loginDefs', 'shellProfiles');
const at = (path: string, change: Partial<FileEntry>) => ({
  ...whole(),
  ...but('guardedPaths', (entries) => ({ ...entries, [path]: { ...(entries[path] ?? absent(path)), ...change } })),
});
const absent = (path: string): FileEntry => ({ path, type: 'absent', mode: '', owner: '', group: '', size: 0 });
const defs = (change: Record<string, string>) => ({
  ...whole(),
  ...but('loginDefs', (own) => ({ ...own, ...change })),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'everybody may write into one', facts: at('/usr/local/bin', { mode: '0777' }), then: 'fail' },
  { when: 'a group may write into one', facts: at('/usr/local/sbin', { mode: '2775', group: 'staff' }), then: 'fail' },
  { when: "one is the admin's", facts: at('/usr/local', { owner: 'admin' }), then: 'fail' },
  { when: 'the dot is in it', facts: defs({ ENV_SUPATH: 'PATH=/usr/bin:.' }), then: 'fail' },
  { when: 'it ends with a colon, which is the dot', facts: defs({ ENV_SUPATH: 'PATH=/usr/bin:' }), then: 'fail' },
  {
    when: 'a home is in the environment of all',
    facts: {
      ...whole(),
      ...but('shellProfiles', (files) => [
        ...files.filter(({ path }) => path !== '/etc/environment'),
        { ...absent('/etc/environment'), type: 'file' as const, content: 'PATH="/home/admin/bin:/usr/bin"\n' },
      ]),
    },
    then: 'fail',
  },
  { when: 'one was not read', facts: at('/usr', { error: 'Input/output error' }), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), guardedPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
