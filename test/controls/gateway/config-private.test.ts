import { expect, it } from 'vitest';
import control from '../../../controls/gateway/config-private.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { paths } from './_paths.ts';

const FILE = '/etc/openclaw/openclaw.json';

it.each<Row>([
  { when: 'folder and file are as wanted', facts: paths(), then: 'pass' },
  { when: 'the group may read the file', facts: paths(FILE, { mode: '0640' }), then: 'fail' },
  { when: "the file is root's", facts: paths(FILE, { owner: 'root' }), then: 'fail' },
  { when: 'the file is a link', facts: paths(FILE, { type: 'link', mode: '0777' }), then: 'fail' },
  { when: 'the file is gone', facts: paths(FILE, { type: 'absent', mode: '', owner: '', group: '' }), then: 'fail' },
  { when: 'the gateway owns the folder', facts: paths('/etc/openclaw', { owner: 'openclaw' }), then: 'fail' },
  { when: 'the file could not be looked at', facts: paths(FILE, { error: 'Input/output error' }), then: 'cannot-tell' },
  { when: 'nothing could be looked at', facts: { openclawPaths: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

it('wants exactly what it checks', () => {
  expect(control.wants?.(declared).files).toMatchObject([{ path: FILE, mode: '0600', owner: 'openclaw' }]);
});
