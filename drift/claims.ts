import type { Control } from '../controls/control.ts';
import type { FactId } from '../facts/index.ts';
import type { Result } from '../report/report.ts';
import type { Sight, Where } from './finding.ts';

/** Where a control looks. One that also needs facts of the host compares them with what is seen from elsewhere. */
function whereOf(needs: readonly FactId[]): Where {
  if (needs.some((need) => need.startsWith('outside'))) return 'outside';
  return needs.some((need) => need.startsWith('cloud')) ? 'cloud' : 'host';
}

/** What a server no longer is although it was declared so: every control that fails. Suppressed ones are accepted, not drift. */
export function claimSight(results: readonly Result[], controls: readonly Control[]): Sight {
  const needsOf = new Map(controls.map(({ id, needs, title }) => [id, { where: whereOf(needs), title }]));
  const placed = results.flatMap((result) => {
    const control = needsOf.get(result.id);
    return control ? [{ ...result, ...control, failure: result.title }] : [];
  });
  return {
    findings: placed
      .filter(({ status }) => status === 'fail')
      .map(({ where, id, title, failure, evidence, severity, next }) => ({
        ...{ where, what: id, severity },
        wanted: title,
        observed: evidence.length > 0 ? evidence.join('; ') : failure,
        heal: next ?? '',
      })),
    unseen: placed
      .filter(({ status }) => status === 'cannot-tell')
      .map(({ where, id, because }) => ({ where, what: id, because: because ?? '' })),
  };
}
