import { expect, it } from 'vitest';
import control from '../../../controls/gateway/workspace-fixed.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { paths, pathsWithout } from './_paths.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: paths(), then: 'pass' },
  { when: 'the agent owns the parent', facts: paths('/srv/openclaw', { owner: 'openclaw' }), then: 'fail' },
  { when: 'everybody may write to the parent', facts: paths('/srv/openclaw', { mode: '0777' }), then: 'fail' },
  { when: 'it is not sticky', facts: paths('/srv/openclaw/workspace', { mode: '0770' }), then: 'fail' },
  { when: 'the agent owns it', facts: paths('/srv/openclaw/workspace', { owner: 'openclaw' }), then: 'fail' },
  { when: 'one of the two was not looked at', facts: pathsWithout('/srv/openclaw'), then: 'cannot-tell' },
  { when: 'nothing could be looked at', facts: { openclawPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
