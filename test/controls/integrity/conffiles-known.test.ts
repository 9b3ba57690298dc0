import { expect, it } from 'vitest';
import control from '../../../controls/integrity/conffiles-known.ts';
import type { ChangedFile } from '../../../facts/package-files.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const file = (over: Partial<ChangedFile>): ChangedFile => ({
  path: '/etc/crontab',
  package: 'cron',
  what: 'changed',
  isSetting: true,
  changedAt: 1_795_000_000,
  isImages: false,
  ...over,
});
const facts = (...files: readonly Partial<ChangedFile>[]) => ({ packageFiles: read(files.map(file)) });

it.each<Row>([
  { when: 'nothing differs', facts: facts(), then: 'pass' },
  { when: 'a setting was edited', facts: facts({}), then: 'fail' },
  { when: 'a setting was removed', facts: facts({ what: 'missing', changedAt: 0 }), then: 'fail' },
  { when: 'only a program differs, which is not its business', facts: facts({ isSetting: false }), then: 'pass' },
  { when: 'the image came with it edited', facts: facts({ isImages: true }), then: 'pass' },
  { when: 'dpkg --verify failed', facts: { packageFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected it', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
