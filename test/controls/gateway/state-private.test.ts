import { expect, it } from 'vitest';
import control from '../../../controls/gateway/state-private.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { paths, pathsWithout } from './_paths.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: paths(), then: 'pass' },
  { when: 'the group may enter', facts: paths('/var/lib/openclaw/.openclaw', { mode: '0750' }), then: 'fail' },
  { when: 'the home is open', facts: paths('/var/lib/openclaw', { mode: '0755' }), then: 'fail' },
  { when: 'somebody else owns it', facts: paths('/var/lib/openclaw/.openclaw', { owner: 'admin' }), then: 'fail' },
  { when: 'it is a link', facts: paths('/var/lib/openclaw/.openclaw', { type: 'link', mode: '0777' }), then: 'fail' },
  { when: 'one of the two was not looked at', facts: pathsWithout('/var/lib/openclaw/.openclaw'), then: 'cannot-tell' },
  { when: 'nothing could be looked at', facts: { openclawPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
