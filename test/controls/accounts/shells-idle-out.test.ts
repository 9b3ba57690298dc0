import { expect, it } from 'vitest';
import control from '../../../controls/accounts/shells-idle-out.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('shellProfiles');
const profile = (content: string | undefined) => ({
  ...whole(),
  ...but('shellProfiles', (files) => [
    ...files,
    {
      path: '/etc/profile.d/zz.sh',
      type: 'file' as const,
      mode: '0644',
      owner: 'root',
      group: 'root',
      size: 1,
      ...(content !== undefined && { content }),
    },
  ]),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'a later profile switches it off', facts: profile('TMOUT=0\n'), then: 'fail' },
  { when: 'a later profile takes it away', facts: profile('unset TMOUT\n'), then: 'fail' },
  { when: 'a day is idle enough', facts: profile('export TMOUT=86400\n'), then: 'fail' },
  { when: 'it is stricter', facts: profile('TMOUT=60\n'), then: 'pass' },
  {
    when: 'nobody sets it',
    facts: but('shellProfiles', (files) => files.map((file) => ({ ...file, content: '' }))),
    then: 'fail',
  },
  {
    when: 'everybody may change it',
    facts: but('shellProfiles', (files) => files.map((file) => ({ ...file, content: 'TMOUT=900' }))),
    then: 'fail',
  },
  { when: 'a profile was not read', facts: profile(undefined), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), shellProfiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
