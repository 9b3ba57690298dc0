import { expect, it } from 'vitest';
import control from '../../../controls/integrity/packages-intact.ts';
import type { ChangedFile } from '../../../facts/package-files.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const file = (over: Partial<ChangedFile>): ChangedFile => ({
  path: '/usr/sbin/sshd',
  package: 'openssh-server',
  what: 'changed',
  isSetting: false,
  changedAt: 1_795_000_000,
  isImages: false,
  ...over,
});
const facts = (...files: readonly Partial<ChangedFile>[]) => ({ packageFiles: read(files.map(file)) });

it.each<Row>([
  { when: 'nothing differs', facts: facts(), then: 'pass' },
  { when: 'a program differs', facts: facts({}), then: 'fail' },
  { when: 'a program is missing', facts: facts({ what: 'missing', changedAt: 0 }), then: 'fail' },
  { when: 'only a setting differs', facts: facts({ path: '/etc/crontab', isSetting: true }), then: 'pass' },
  {
    when: 'the image left out manuals',
    facts: facts({ path: '/usr/share/man/man1/ls.1.gz', what: 'missing' }),
    then: 'pass',
  },
  { when: 'a manual was changed', facts: facts({ path: '/usr/share/man/man1/ls.1.gz' }), then: 'fail' },
  { when: 'it was so in the image', facts: facts({ isImages: true }), then: 'pass' },
  { when: 'a hundred differ', facts: facts(...Array(100).fill({})), then: 'fail' },
  { when: 'dpkg --verify failed', facts: { packageFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected it', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});

it('names file, package and time, and how to bring it back', () => {
  const { evidence, next } = judge(control, facts({}), {} as Declared);
  expect(evidence).toEqual(['dpkg --verify: /usr/sbin/sshd of openssh-server differs, changed 2026-11-18T11:06:40Z']);
  expect(next).toContain('--reinstall openssh-server');
});
