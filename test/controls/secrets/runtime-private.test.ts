import { expect, it } from 'vitest';
import control from '../../../controls/secrets/runtime-private.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { paths, pathsWithout } from '../gateway/_paths.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: paths(), then: 'pass' },
  { when: 'others may enter', facts: paths('/run/openclaw', { mode: '0755' }), then: 'fail' },
  { when: 'the group may read one', facts: paths('/run/openclaw/anthropic', { mode: '0440' }), then: 'fail' },
  { when: "one is root's", facts: paths('/run/openclaw/anthropic', { owner: 'root' }), then: 'fail' },
  { when: 'something else lies there, readable', facts: paths('/run/openclaw/notes', { mode: '0644' }), then: 'fail' },
  {
    when: 'one of them could not be read',
    facts: paths('/run/openclaw/anthropic', { error: 'Input/output error' }),
    then: 'cannot-tell',
  },
  { when: 'one of them was not looked at', facts: pathsWithout('/run/openclaw/telegram'), then: 'cannot-tell' },
  { when: 'nothing could be looked at', facts: { openclawPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
