import { suggestion } from './near.ts';
import type { LeafProblem } from './problem.ts';

/**
 * Each key that is no option of this object. The value behind it is not shown: nobody knows what it is.
 *
 * @param reasons why some keys that people expect are not there
 */
export function unknownKeys(
  value: unknown,
  known: readonly string[],
  reasons: Readonly<Record<string, string>> = {},
): LeafProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const reason = Object.hasOwn(reasons, key) ? reasons[key] : undefined;
      return reason === undefined
        ? { path: [key], rule: 'is no option here.', next: suggestion(key, known), show: null }
        : { path: [key], rule: reason, next: `on board is ${known.join(', ')}`, show: null };
    });
}
