import type { FactResult } from '../../facts/fact.ts';
import type { FactResults } from '../../facts/index.ts';

/** A fact that was read. */
export const read = <T>(value: T): FactResult<T> => ({ ok: true, value, age: 0 });

/** A fact that could not be read, with the words why. */
export const unreadable = (because = 'it ended with 1: no such thing'): FactResult<never> => ({ ok: false, because });

/** One row of a control's table. */
export interface Row {
  readonly when: string;
  readonly facts: FactResults;
  readonly then: 'pass' | 'fail' | 'cannot-tell';
}
