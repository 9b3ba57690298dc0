import { expect, it } from 'vitest';
import control from '../../../controls/secrets/credentials-private.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { paths, pathsWithout } from '../gateway/_paths.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: paths(), then: 'pass' },
  { when: 'the group may enter', facts: paths('/etc/openclaw/cred', { mode: '0750' }), then: 'fail' },
  {
    when: 'the group may read one',
    facts: paths('/etc/openclaw/cred/gateway-token.cred', { mode: '0640' }),
    then: 'fail',
  },
  {
    when: 'the gateway owns one',
    facts: paths('/etc/openclaw/cred/anthropic.cred', { owner: 'openclaw' }),
    then: 'fail',
  },
  {
    when: 'one of them is a link',
    facts: paths('/etc/openclaw/cred/anthropic.cred', { type: 'link', mode: '0777' }),
    then: 'fail',
  },
  { when: 'one more is private too', facts: paths('/etc/openclaw/cred/anthropic.cred'), then: 'pass' },
  { when: 'the folder was not looked at', facts: pathsWithout('/etc/openclaw/cred'), then: 'cannot-tell' },
  { when: 'nothing could be looked at', facts: { openclawPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
