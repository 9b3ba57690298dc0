import type { GatewayProcess } from '../../facts/gateway-processes.ts';
import { fail, pass, type Verdict } from '../control.ts';

/**
 * One clause about every process of the gateway. The list is never empty: without a process the fact is unreadable.
 *
 * @param wrong what is wrong with a process, in words; undefined: nothing
 * @param right what holds for all of them
 */
export function everyProcess(
  processes: readonly GatewayProcess[],
  wrong: (process: GatewayProcess) => string | undefined,
  right: string,
  next: string,
): Verdict {
  const complaints = processes.flatMap((process) => {
    const words = wrong(process);
    return words === undefined ? [] : [`/proc/${process.pid} (${process.name}): ${words}`];
  });
  if (complaints.length > 0) return fail(complaints, next);
  return pass([`/proc/{${processes.map(({ pid }) => pid).join(',')}}: ${right}`]);
}
