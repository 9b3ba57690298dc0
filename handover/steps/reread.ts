import { rereadScript } from '../../policy/apply-script.ts';
import { type FailedControl, rereadDifferences, toReread } from '../../policy/reread.ts';
import type { Handover } from '../context.ts';
import { guarded } from '../guard.ts';
import { run } from './apply.ts';

/**
 * Makes read their files again whatever does not run as they say, under the guard: the files are as wanted, and to be locked out
 * by them is still possible, as they may never have been read before.
 *
 * @returns what it said it did, one line each
 */
export async function reread(handover: Handover, failed: readonly FailedControl[]): Promise<readonly string[]> {
  const rereads = toReread(failed, handover.wanted);
  if (rereads.length === 0) return [];
  for (const { unit, because } of rereads) {
    handover.progress.warn(`what runs in ${unit.name} is not what its files say: ${because.join(', ')}`);
  }
  handover.progress.step(`having read again: ${rereads.map(({ unit }) => unit.name).join(', ')}`);
  const script = rereadScript(rereads.map(({ unit }) => unit));
  return guarded(handover, rereadDifferences(rereads), () => run(handover, script));
}
