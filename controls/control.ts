import type { FactId, FactValues } from '../facts/index.ts';
import type { Declared } from '../policy/declared.ts';
import type { Wishes } from '../policy/wanted.ts';

/** The seed's four layers. */
export type Layer = 'infrastructure' | 'application' | 'agent' | 'communication';

/** From the worst to the mildest. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What a check concludes. A fail without a next step, or a cannot-tell without a reason, does not compile. */
export type Verdict =
  | { readonly status: 'pass'; readonly evidence: readonly string[] }
  | { readonly status: 'fail'; readonly evidence: readonly string[]; readonly next: string }
  | { readonly status: 'cannot-tell'; readonly because: string };

export const pass = (evidence: readonly string[]): Verdict => ({ status: 'pass', evidence });
export const fail = (evidence: readonly string[], next: string): Verdict => ({ status: 'fail', evidence, next });
export const cannotTell = (because: string): Verdict => ({ status: 'cannot-tell', because });

/**
 * One plate of the shell: a claim about a server, what the server needs for it to be true, and how to see that it is.
 *
 * `check` is pure and synchronous: no clock, no network, no randomness; "now" is a fact like any other. It is called only
 * when every fact it `needs` was read: a missing one is a cannot-tell before it runs.
 */
export interface Control<Need extends FactId = FactId> {
  /** `<area>.<state that is true when it passes>`; the path under `controls/` with `/` read as `.`. */
  readonly id: string;
  readonly layer: Layer;
  readonly severity: Severity;
  /** The claim when it passes. */
  readonly title: string;
  /** The claim when it fails. */
  readonly failureTitle: string;
  /** For the reader: what an attacker gains without it. Does not say how to fix it. */
  readonly why: string;
  readonly references: readonly string[];
  /** What a server must have for this to hold; merged with every other control's wishes into the wanted state. */
  readonly wants?: (declared: Declared) => Wishes;
  /** Whether it has anything to say about such a server; where not, it is in no report. @default about every server */
  readonly appliesTo?: (declared: Declared) => boolean;
  readonly needs: readonly Need[];
  readonly check: (facts: Pick<FactValues, Need>, declared: Declared) => Verdict;
}

/** Keeps the literal types of `needs`, so that `check` sees exactly the facts it asked for. */
export function defineControl<const Need extends FactId>(control: Control<Need>): Control<Need> {
  return control;
}
