import type { SecretTraces } from '../../facts/secret-traces.ts';
import { cannotTell, fail, pass, type Verdict } from '../control.ts';

const describe = ({ path, kind, count }: SecretTraces['traces'][number]) =>
  `${path}: ${count} ${count === 1 ? 'string' : 'strings'} of the shape ${kind}`;

/**
 * No trace at all: one is a fail, a file that could not be read a cannot-tell.
 *
 * @param place where was looked, for people
 */
export function noTraces(found: SecretTraces, place: string, next: string): Verdict {
  if (found.traces.length > 0) return fail(found.traces.map(describe), next);
  if (found.unread.length > 0) return cannotTell(`${place}: ${found.unread.join('; ')}`);
  return pass([`${place}: ${found.looked} read, nothing that looks like a secret`]);
}
