import { expect, it } from 'vitest';
import control from '../../../controls/gateway/release-exact.ts';
import { release } from '../../../openclaw/release.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const tree = (sha256: string) => ({ releaseTree: read({ sha256, path: '/opt/openclaw/releases/x' }) });

it.each<Row>([
  { when: 'it is the one for Intel and AMD', facts: tree(release.treeSha256.x64), then: 'pass' },
  { when: 'it is the one for ARM', facts: tree(release.treeSha256.arm64), then: 'pass' },
  { when: 'it is another one', facts: tree('0'.repeat(64)), then: 'fail' },
  { when: 'it could not be read', facts: { releaseTree: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
