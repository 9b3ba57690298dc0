import { expect, it } from 'vitest';
import control from '../../../controls/secrets/host-key-private.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { paths, pathsWithout } from '../gateway/_paths.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: paths(), then: 'pass' },
  { when: 'the group may read it', facts: paths('/var/lib/systemd/credential.secret', { mode: '0440' }), then: 'fail' },
  {
    when: 'somebody else owns it',
    facts: paths('/var/lib/systemd/credential.secret', { owner: 'openclaw' }),
    then: 'fail',
  },
  {
    when: 'it is gone',
    facts: paths('/var/lib/systemd/credential.secret', { type: 'absent', mode: '', owner: '', group: '' }),
    then: 'fail',
  },
  { when: 'it was not looked at', facts: pathsWithout('/var/lib/systemd/credential.secret'), then: 'cannot-tell' },
  { when: 'nothing could be looked at', facts: { openclawPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
