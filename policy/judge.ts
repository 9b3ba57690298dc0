import type { Suppression } from '../config/config.ts';
import type { Control, Verdict } from '../controls/control.ts';
import type { FactId, FactResults, FactValues } from '../facts/index.ts';
import type { Result } from '../report/report.ts';
import type { Declared } from './declared.ts';

/** A check that threw: a bug of ours, reported as such and never taken for a finding about the server. */
export interface Judgement extends Result {
  readonly broke?: unknown;
}

/**
 * One verdict. Pure: the same facts and declaration give the same result, today or from a recording.
 *
 * @param today the day that suppressions are held against, `2026-11-23`
 */
export function judge(
  control: Control,
  facts: FactResults,
  declared: Declared,
  suppressions: readonly Suppression[] = [],
  today = '9999-12-31',
): Judgement {
  const [verdict, broke] = decide(control, facts, declared);
  const common = {
    id: control.id,
    severity: control.severity,
    layer: control.layer,
    references: control.references,
  };
  const suppression = suppressions.find(
    (entry) =>
      entry.control === control.id &&
      (entry.verdict ?? 'fail') === verdict.status &&
      (entry.server ?? declared.server) === declared.server &&
      entry.until >= today,
  );
  const accepted = suppression && `${suppression.reason} (until ${suppression.until})`;
  if (verdict.status === 'cannot-tell') {
    // A check that broke is a bug of ours, which nobody can have accepted.
    if (accepted && broke === undefined)
      return { ...common, status: 'suppressed', title: control.title, evidence: [verdict.because], because: accepted };
    return {
      ...common,
      status: 'cannot-tell',
      title: control.title,
      evidence: [],
      because: verdict.because,
      ...(broke === undefined ? {} : { broke }),
    };
  }
  if (verdict.status === 'pass') return { ...common, status: 'pass', title: control.title, evidence: verdict.evidence };
  const failed = { ...common, title: control.failureTitle, evidence: verdict.evidence, next: verdict.next };
  return accepted ? { ...failed, status: 'suppressed', because: accepted } : { ...failed, status: 'fail' };
}

function decide(control: Control, facts: FactResults, declared: Declared): [Verdict, unknown?] {
  const values: Partial<Record<FactId, unknown>> = {};
  for (const need of control.needs) {
    const result = facts[need];
    if (result === undefined) return [{ status: 'cannot-tell', because: `${need} was not collected` }];
    if (!result.ok) return [{ status: 'cannot-tell', because: `${need}: ${result.because}` }];
    values[need] = result.value;
  }
  try {
    return [control.check(values as FactValues, declared)];
  } catch (error) {
    return [
      { status: 'cannot-tell', because: `the check itself broke: ${error instanceof Error ? error.message : error}` },
      error ?? new Error('unknown'),
    ];
  }
}
