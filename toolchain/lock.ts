import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { KitError } from '../policy/errors.ts';
import { printable } from '../policy/printable.ts';

export interface Lock {
  /** Hand it to child processes (`stdio`): the lock then lasts as long as any of them, even when this process is killed. */
  readonly descriptor: number;
  readonly release: () => void;
}

/** flock(1): "the conflicting exit code, default 1" (util-linux 2.36). */
const TAKEN = 1;

/**
 * Takes an exclusive lock that the kernel drops when its last holder dies: there is no stale lock to clean up.
 *
 * flock(2) locks belong to the open file, not to the process, so the small flock(1) can take one for us. Where it does not
 * exist (macOS) Terraform's own lock on the state is the only guard.
 *
 * @param holder one line about who we are; shown to whoever comes second
 * @throws {KitError} E_BUSY when somebody else has it
 */
export function takeLock(path: string, holder: string): Lock {
  mkdirSync(dirname(path), { recursive: true });
  const descriptor = openSync(path, 'a+', 0o600);
  const lock = { descriptor, release: () => closeSync(descriptor) };
  const attempt = spawnSync('flock', ['-n', '3'], {
    stdio: ['ignore', 'ignore', 'pipe', descriptor],
    encoding: 'utf8',
  });
  const hasNoFlock = (attempt.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
  if (attempt.status === 0 || hasNoFlock) {
    ftruncateSync(descriptor);
    writeSync(descriptor, holder);
    return lock;
  }
  const other = printable(readFileSync(path, 'utf8').trim());
  lock.release();
  if (attempt.status === TAKEN && attempt.stderr === '') {
    throw new KitError({
      code: 'E_BUSY',
      what: 'Another run is at work on this project.',
      why: `two at once would change the same servers and the same files. ${other}`,
      next: 'wait for it to end, or end it there with Ctrl-C (it finishes the step it is in), then run this again.',
    });
  }
  throw new KitError({
    code: 'E_LOCK',
    what: `Cannot lock ${path}.`,
    why: attempt.error?.message ?? attempt.stderr.trim(),
    next: 'see whether its file system supports locks, and its owner and mode: ls -l',
    cause: attempt.error,
  });
}
