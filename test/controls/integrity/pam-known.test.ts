import { expect, it } from 'vitest';
import control from '../../../controls/integrity/pam-known.ts';
import type { PamRule } from '../../../facts/pam-stack.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const rule = (over: Partial<PamRule>): PamRule => ({
  file: '/etc/pam.d/sudo',
  line: 4,
  type: 'auth',
  control: 'required',
  module: '/usr/lib/x86_64-linux-gnu/security/pam_unix.so',
  exists: true,
  isPackaged: true,
  ...over,
});
const facts = (over: Partial<PamRule>) => ({ pamStack: read([rule({}), rule(over)]) });
const security = '/usr/lib/x86_64-linux-gnu/security';

it.each<Row>([
  { when: 'every module is of a package', facts: facts({}), then: 'pass' },
  {
    when: 'a module is of nobody',
    facts: facts({ module: `${security}/pam_log.so`, isPackaged: false }),
    then: 'fail',
  },
  {
    when: 'an optional module is not installed',
    facts: facts({ module: 'pam_kwallet.so', exists: false, isPackaged: false }),
    then: 'pass',
  },
  { when: 'a command is run', facts: facts({ module: `${security}/pam_exec.so`, control: 'optional' }), then: 'fail' },
  {
    when: 'everybody is let in',
    facts: facts({ module: `${security}/pam_permit.so`, control: 'sufficient' }),
    then: 'fail',
  },
  { when: 'Debian’s own last line permits', facts: facts({ module: `${security}/pam_permit.so` }), then: 'pass' },
  {
    when: 'a session is permitted',
    facts: facts({ type: 'session', module: `${security}/pam_permit.so`, control: 'sufficient' }),
    then: 'pass',
  },
  { when: 'the files could not be read', facts: { pamStack: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected it', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
