import { expect, it } from 'vitest';
import control from '../../../controls/integrity/units-enabled-known.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const facts = (preset: string) => ({
  unitChoice: read({
    enabled: [
      { name: 'ssh.service', preset: 'enabled' },
      { name: 'debug-shell.service', preset },
    ],
    transient: [],
  }),
});

it.each<Row>([
  { when: 'all are on as Debian has them', facts: facts('enabled'), then: 'pass' },
  { when: 'Debian has no opinion', facts: facts(''), then: 'pass' },
  { when: 'Debian leaves one off', facts: facts('disabled'), then: 'fail' },
  { when: 'systemd did not answer', facts: { unitChoice: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected it', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
