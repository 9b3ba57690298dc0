import { expect, it } from 'vitest';
import control from '../../../controls/ssh/authorized-keys-exact.ts';
import type { AuthorizedKeysFile } from '../../../facts/authorized-keys.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { but, declared } from '../_hardened.ts';

const adminKeys = '/home/admin/.ssh/authorized_keys';
const intruder = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIINTRUDERAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA nobody-we-know';
const sshd = (change: SshdSettings) => but('sshdEffective', (settings) => ({ ...settings, ...change }));
const keys = (change: (files: readonly AuthorizedKeysFile[]) => readonly AuthorizedKeysFile[]) => ({
  ...but('authorizedKeys', change),
  ...sshd({}),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: keys((files) => files), then: 'pass' },
  {
    when: 'the admin has one key more',
    facts: keys((files) =>
      files.map((file) => (file.path === adminKeys ? { ...file, lines: [...file.lines, intruder] } : file)),
    ),
    then: 'fail',
  },
  {
    when: "the admin's key is another",
    facts: keys((files) => files.map((file) => (file.path === adminKeys ? { ...file, lines: [intruder] } : file))),
    then: 'fail',
  },
  {
    when: "the admin's key is gone",
    facts: keys((files) => files.filter((file) => file.path !== adminKeys)),
    then: 'fail',
  },
  {
    when: "the auditor's key carries no forced command",
    facts: keys((files) => files.map((file) => ({ ...file, lines: declared.operatorKeys }))),
    then: 'fail',
  },
  {
    when: 'root has a key',
    facts: keys((files) => [...files, { path: '/root/.ssh/authorized_keys', lines: [intruder] }]),
    then: 'fail',
  },
  {
    when: 'somebody has a second file, which is empty',
    facts: keys((files) => [...files, { path: '/home/admin/.ssh/authorized_keys2', lines: [] }]),
    then: 'pass',
  },
  {
    when: 'sshd asks a program for more keys',
    facts: { ...keys((files) => files), ...sshd({ authorizedkeyscommand: ['/usr/bin/keys'] }) },
    then: 'fail',
  },
  {
    when: 'sshd trusts a CA',
    facts: { ...keys((files) => files), ...sshd({ trustedusercakeys: ['/etc/ssh/ca.pub'] }) },
    then: 'fail',
  },
  {
    when: 'sshd reads keys elsewhere',
    facts: { ...keys((files) => files), ...sshd({ authorizedkeysfile: ['/etc/ssh/keys/%u'] }) },
    then: 'fail',
  },
  {
    when: 'sshd does not say where it reads keys',
    facts: { ...keys((files) => files), ...but('sshdEffective', ({ authorizedkeysfile: _, ...rest }) => rest) },
    then: 'cannot-tell',
  },
  { when: 'the files could not be read', facts: { authorizedKeys: unreadable(), ...sshd({}) }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
