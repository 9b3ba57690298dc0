import { expect, it } from 'vitest';
import control from '../../../controls/gateway/release-pinned.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { release } from '../../../openclaw/release.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const link = (over: Partial<FileEntry>) => ({
  releaseLink: read({ '/opt/openclaw/current': { type: 'link', ...over } as FileEntry }),
});

it.each<Row>([
  { when: 'it leads to the pinned release', facts: link({ target: `releases/${release.id}` }), then: 'pass' },
  {
    when: 'it does so by the whole path',
    facts: link({ target: `/opt/openclaw/releases/${release.id}` }),
    then: 'pass',
  },
  { when: 'it leads to another release', facts: link({ target: 'releases/2026.1.1' }), then: 'fail' },
  { when: 'it leads out of the folder', facts: link({ target: `/tmp/releases/${release.id}` }), then: 'fail' },
  { when: 'it is a folder', facts: link({ type: 'directory' }), then: 'fail' },
  { when: 'it is gone', facts: link({ type: 'absent' }), then: 'fail' },
  { when: 'it could not be read', facts: link({ error: 'Input/output error' }), then: 'cannot-tell' },
  { when: 'nobody looked at it', facts: { releaseLink: read({}) }, then: 'cannot-tell' },
  { when: 'nothing could be looked at', facts: { releaseLink: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
