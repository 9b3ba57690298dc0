import type { State } from '../edges/state-dir.ts';
import { KitError } from '../policy/errors.ts';
import { takeLock } from '../toolchain/lock.ts';

/** Longer than a deploy's or an issue's work on the files takes (well under a second), shorter than anybody's patience. */
const WAIT_MS = 15_000;

/**
 * Runs `work` while nobody else changes the CA's files: two that issue at the same time come one after the other.
 *
 * @throws E_BUSY when somebody else does not come to an end
 */
export async function exclusively<T>(state: State, work: () => Promise<T>): Promise<T> {
  const lock = await taken(state);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function taken(state: State) {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    try {
      // Beside the directory, not in it: the directory itself is renamed into place when a CA is made.
      return takeLock(state.path('devices.lock'), `Process ${process.pid} works on the devices.`);
    } catch (error) {
      if (!(error instanceof KitError) || error.code !== 'E_BUSY' || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
