import { BASELINE_PROGRAM } from './collector/baseline-program.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface BaselineDifference {
  /**
   * `file`: a path that no package owns. `account`, `group`, `password`: a name. `sums`: a package and its version, whose
   * list of sums is another although the version is the same. `package`: one that somebody asked for.
   */
  readonly kind: 'file' | 'account' | 'group' | 'password' | 'sums' | 'package';
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed';
}

export interface Baseline {
  /** Of the baseline as it lies on the server. */
  readonly sha256: string;
  /** Unix seconds. */
  readonly takenAt: number;
  /** How many things are in it. */
  readonly size: number;
  readonly differences: readonly BaselineDifference[];
}

/** @throws Unreadable when it is not what `baseline compare` prints */
export function parseBaseline(text: string): Baseline {
  const { sha256, takenAt, size, differences } = JSON.parse(text) as Partial<Baseline>;
  if (!/^[0-9a-f]{64}$/.test(sha256 ?? '') || typeof takenAt !== 'number' || !Array.isArray(differences))
    throw new Unreadable('the baseline has another shape');
  return { sha256: sha256 as string, takenAt, size: size ?? 0, differences };
}

/**
 * What is different since the last deploy, in what must not change between two: accounts, passwords, files that no package owns
 * and that are not wanted, the sums that packages are held against, packages that somebody asked for.
 *
 * Blind spots: files of packages (`packageFiles`), wanted files (`hostFiles`); what root changes and puts back between two looks;
 * and a server whose root answers in this program's place.
 */
export const baseline = defineFact<Baseline>({
  title: 'what changed since the last deploy',
  speed: 'slow',
  source: () => ({ kind: 'command', argv: [BASELINE_PROGRAM, 'compare'], timeout: 60 }),
  parse: (reading) => parseBaseline(stdoutOf(reading)),
});
