import { expect, it } from 'vitest';
import control from '../../../controls/system/logs-private.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const entry = (path: string, mode: string, more: Partial<FileEntry> = {}): FileEntry => ({
  path,
  type: 'file',
  mode,
  owner: 'root',
  group: 'adm',
  size: 1,
  ...more,
});
const logs = (...more: FileEntry[]) => ({
  logFiles: read([entry('/var/log/fail2ban.log', '0640'), entry('/var/log/wtmp', '0664'), ...more]),
});

it.each<Row>([
  { when: 'all of them are private, but those for everybody', facts: logs(), then: 'pass' },
  { when: 'one can be read by all', facts: logs(entry('/var/log/auth.log', '0644')), then: 'fail' },
  { when: 'one for everybody can be written by all', facts: logs(entry('/var/log/dpkg.log', '0666')), then: 'fail' },
  {
    when: 'a folder can be written by all',
    facts: logs(entry('/var/log/x', '0777', { type: 'directory' })),
    then: 'fail',
  },
  {
    when: 'an open file lies in a folder that nobody else can enter',
    facts: logs(entry('/var/log/x', '0750', { type: 'directory' }), entry('/var/log/x/y', '0644')),
    then: 'pass',
  },
  {
    when: 'an open file lies in a folder that everybody can enter',
    facts: logs(entry('/var/log/x', '0755', { type: 'directory' }), entry('/var/log/x/y', '0644')),
    then: 'fail',
  },
  { when: 'a folder can be entered', facts: logs(entry('/var/log/x', '0755', { type: 'directory' })), then: 'pass' },
  {
    when: 'a link looks open, as links do',
    facts: logs(entry('/var/log/README', '0777', { type: 'link' })),
    then: 'pass',
  },
  {
    when: 'one could not be looked at',
    facts: logs(entry('/var/log/x', '', { type: 'absent', error: 'Input/output error' })),
    then: 'cannot-tell',
  },
  { when: 'there is nothing', facts: { logFiles: read([]) }, then: 'cannot-tell' },
  { when: 'the collector failed', facts: { logFiles: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
