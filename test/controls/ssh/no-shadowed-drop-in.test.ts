import { expect, it } from 'vitest';
import control from '../../../controls/ssh/no-shadowed-drop-in.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { SSHD_DROP_IN } from '../../../policy/render/sshd.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const files = (change: (list: readonly FileEntry[]) => readonly FileEntry[]) => but('sshdFiles', change);
const main = (change: (text: string) => string) =>
  files((list) =>
    list.map((file) =>
      file.path === '/etc/ssh/sshd_config' ? { ...file, content: change(file.content ?? '') } : file,
    ),
  );
const drop = (name: string, content: string): FileEntry => ({
  path: `/etc/ssh/sshd_config.d/${name}`,
  type: 'file',
  mode: '0600',
  owner: 'root',
  group: 'root',
  size: content.length,
  content,
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: files((list) => list), then: 'pass' },
  {
    when: 'an earlier drop-in sets one of our keywords',
    facts: files((list) => [drop('00-a.conf', 'PasswordAuthentication no'), ...list]),
    then: 'fail',
  },
  {
    when: 'an earlier drop-in spells it with an equals sign and in capitals',
    facts: files((list) => [drop('00-a.conf', 'PERMITROOTLOGIN=yes'), ...list]),
    then: 'fail',
  },
  {
    when: 'an earlier drop-in sets something else',
    facts: files((list) => [drop('00-a.conf', '# PasswordAuthentication yes\nPrintMotd no'), ...list]),
    then: 'pass',
  },
  {
    when: 'a later drop-in sets one of our keywords',
    facts: files((list) => [...list, drop('50-cloud-init.conf', 'PasswordAuthentication yes')]),
    then: 'pass',
  },
  {
    when: 'the main file sets one of our keywords above its Include',
    facts: main((text) => `PermitRootLogin yes\n${text}`),
    then: 'fail',
  },
  {
    when: 'the main file sets one of our keywords below its Include',
    facts: main((text) => `${text}\nPermitRootLogin yes`),
    then: 'pass',
  },
  { when: 'the main file includes nothing', facts: main(() => 'PermitRootLogin no'), then: 'fail' },
  {
    when: 'our drop-in is gone',
    facts: files((list) => list.filter(({ path }) => path !== SSHD_DROP_IN)),
    then: 'fail',
  },
  {
    when: 'a drop-in could not be read',
    facts: files((list) => [...list, { ...drop('10-x.conf', ''), error: 'Permission denied' }]),
    then: 'cannot-tell',
  },
  {
    when: 'our drop-in came without its text',
    facts: files(
      (list) =>
        list.map(({ content, ...file }) => (file.path === SSHD_DROP_IN ? file : { ...file, content })) as typeof list,
    ),
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: { sshdFiles: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
