import type { BaselineDifference } from '../../facts/baseline.ts';
import { defineControl, fail, pass } from '../control.ts';

/** Packages and their sums have controls of their own. */
const isOwn = ({ kind }: BaselineDifference) => kind !== 'sums' && kind !== 'package';
const AT_MOST = 20;

export default defineControl({
  id: 'integrity.baseline-kept',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Nothing that must stay has changed since the last deploy',
  failureTitle: 'Something that must stay has changed since the last deploy',
  why: 'Accounts, passwords and files of no package change only when somebody changes them; on a server that is deployed, nobody has to.',
  references: ['https://attack.mitre.org/techniques/T1098/', 'ANSSI BP-028 R76'],
  needs: ['baseline'],
  check({ baseline: { differences, size, takenAt } }, { server }) {
    const own = differences.filter(isOwn);
    const since = `${new Date(takenAt * 1000).toISOString().slice(0, 19)}Z`;
    if (own.length > 0) {
      return fail(
        [
          ...own.slice(0, AT_MOST).map(({ kind, name, change }) => `${kind} ${name}: ${change} since ${since}`),
          ...(own.length > AT_MOST ? [`and ${own.length - AT_MOST} more`] : []),
        ],
        `Find out who did it. Undo it, or accept all of it: ./sclerite handover ${server} --accept-changes`,
      );
    }
    return pass([`baseline of ${since}: ${size} things, none of them changed`]);
  },
});
