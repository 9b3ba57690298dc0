import { expect, it } from 'vitest';
import control from '../../../controls/accounts/cron-tables-private.ts';
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
  { when: 'everybody may read it', facts: at('/etc/crontab', { mode: '0644' }), then: 'fail' },
  { when: 'everybody may list a folder', facts: at('/etc/cron.daily', { mode: '0755' }), then: 'fail' },
  {
    when: 'a script is writable for its group',
    facts: at('/etc/cron.daily/x', { type: 'file', mode: '0775', owner: 'root', group: 'root' }),
    then: 'fail',
  },
  {
    when: "a script is the agent's",
    facts: at('/etc/cron.d/x', { type: 'file', mode: '0644', owner: 'openclaw', group: 'openclaw' }),
    then: 'fail',
  },
  {
    when: 'a script could not be read',
    facts: at('/etc/cron.d/x', { type: 'other', error: 'Input/output error' }),
    then: 'cannot-tell',
  },
  { when: 'it was not read', facts: { ...whole(), guardedPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
