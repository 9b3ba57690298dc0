import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const script = resolve(import.meta.dirname, '../../.ci/run');

/** Runs `.ci/run` over a `./sclerite` that only does this. */
function ci(sclerite: string) {
  const checkout = mkdtempSync(join(tmpdir(), 'sclerite-ci-'));
  try {
    mkdirSync(join(checkout, '.ci'));
    copyFileSync(script, join(checkout, '.ci/run'));
    writeFileSync(join(checkout, 'sclerite'), `#!/bin/bash\n${sclerite}\n`);
    chmodSync(join(checkout, 'sclerite'), 0o755);
    const { status, stdout } = spawnSync(join(checkout, '.ci/run'), { encoding: 'utf8', input: 'typed' });
    return { status, lines: stdout.trimEnd().split('\n') };
  } finally {
    rmSync(checkout, { recursive: true });
  }
}

it.each([
  { when: 'all is well', sclerite: 'echo "3 passed, 0 failed"', status: 0, last: '3 passed, 0 failed' },
  {
    when: 'a test failed',
    sclerite: 'echo "3 passed, 1 failed, 2 skipped"; exit 1',
    status: 1,
    last: '3 passed, 1 failed, 2 skipped',
  },
  { when: 'the wrapper broke', sclerite: 'echo "no npm" >&2; exit 1', status: 1, last: '0 passed, 1 failed' },
  { when: 'the tests never ran', sclerite: 'echo done', status: 1, last: '0 passed, 1 failed' },
  {
    when: 'it died after an earlier summary',
    sclerite: 'echo "3 passed, 0 failed"; echo oops; exit 139',
    status: 139,
    last: '0 passed, 1 failed',
  },
])('$when -> "$last" and $status', ({ sclerite, status, last }) => {
  const ended = ci(sclerite);
  expect(ended.status).toBe(status);
  expect(ended.lines.at(-1)).toBe(last);
});

it('says that it is a CI, calls the README command and offers nothing to read', () => {
  const { lines } = ci('echo "$CI:$*:$(cat)"; echo "1 passed, 0 failed"');
  expect(lines[0]).toBe('true:test:');
});
