import { expect, it } from 'vitest';
import control from '../../../controls/accounts/cron-restricted.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('scheduleLists', 'guardedPaths');
const at = (path: string, change: Partial<FileEntry>) => ({
  ...whole(),
  ...but('guardedPaths', (entries) => ({ ...entries, [path]: { ...(entries[path] ?? absent(path)), ...change } })),
});
const absent = (path: string): FileEntry => ({ path, type: 'absent', mode: '', owner: '', group: '', size: 0 });
const lists = (files: Record<string, readonly string[]>) => ({ ...whole(), ...but('scheduleLists', () => files) });

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'somebody else is allowed', facts: lists({ '/etc/cron.allow': ['root', 'admin'] }), then: 'fail' },
  { when: 'nobody is named', facts: lists({}), then: 'fail' },
  { when: 'nobody is allowed at all', facts: lists({ '/etc/cron.allow': [] }), then: 'pass' },
  {
    when: 'somebody has left a table',
    facts: at('/var/spool/cron/crontabs/openclaw', { type: 'file', owner: 'openclaw' }),
    then: 'fail',
  },
  {
    when: 'root has a table',
    facts: at('/var/spool/cron/crontabs/root', { type: 'file', owner: 'root' }),
    then: 'pass',
  },
  { when: 'nobody looked for tables', facts: { ...whole(), ...but('guardedPaths', () => ({})) }, then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), guardedPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
