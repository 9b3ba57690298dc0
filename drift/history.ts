import type { Finding, Since } from './finding.ts';

/** A look that was kept. */
export interface Kept {
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Keys of the findings it had, see `keyOf`. */
  readonly keys: ReadonlySet<string>;
}

/** One thing is the same finding however its content changed meanwhile. */
export const keyOf = ({ where, what }: Pick<Finding, 'where' | 'what'>): string => `${where}\t${what}`;

/**
 * Between which two looks each finding came up. One that was there in every look kept has no beginning that is known.
 *
 * @param earlier looks before this one, oldest first
 * @param now RFC 3339 of this look
 */
export function withSince(findings: readonly Finding[], earlier: readonly Kept[], now: string): readonly Finding[] {
  return findings.map((finding) => {
    const since = sinceOf(keyOf(finding), earlier, now);
    return since ? { ...finding, since } : finding;
  });
}

function sinceOf(key: string, earlier: readonly Kept[], now: string): Since | undefined {
  const last = earlier.findLastIndex(({ keys }) => !keys.has(key));
  const before = earlier[last];
  return before && { after: before.at, seen: earlier[last + 1]?.at ?? now };
}

const NEWEST = 30;
const DAYS = 90;

/**
 * Which of the kept looks are dropped: all but the newest 30 and the first of each of the last 90 days.
 *
 * @param times RFC 3339, UTC
 */
export function toForget(times: readonly string[], now: string): readonly string[] {
  const sorted = [...times].sort();
  const oldest = new Date(Date.parse(now) - DAYS * 86_400_000).toISOString();
  const firstOfDay = new Map<string, string>();
  for (const time of sorted) {
    const day = time.slice(0, 10);
    if (time >= oldest && !firstOfDay.has(day)) firstOfDay.set(day, time);
  }
  const kept = new Set([...sorted.slice(-NEWEST), ...firstOfDay.values()]);
  return sorted.filter((time) => !kept.has(time));
}

/** The look to compare with: the last one at or before that moment, else the first one after it. */
export function lookAt<T extends { readonly at: string }>(looks: readonly T[], moment: string): T | undefined {
  const sorted = [...looks].sort((one, other) => (one.at < other.at ? -1 : 1));
  return sorted.findLast(({ at }) => at <= moment) ?? sorted[0];
}
