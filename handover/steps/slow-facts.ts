import { patient } from '../../edges/patience.ts';
import type { Handover } from '../context.ts';

/** Seconds are spent on these once an hour by a timer; the first verdicts shall not have to wait for it. */
export async function refreshSlowFacts({ link, progress }: Handover): Promise<void> {
  progress.step('facts that take seconds: taken once');
  // Not `start`: a run that began before the last change of what it looks at would be taken for this one.
  await link.must('systemctl restart sclerite-facts-slow.service', {
    label: 'taking the slow facts',
    timeoutMs: patient(300_000),
  });
}
