import type { Severity } from '../controls/control.ts';
import { type Difference, type DifferenceKind, diffHost, type HostFacts } from '../policy/diff.ts';
import type { Wanted } from '../policy/wanted.ts';
import type { Sight } from './finding.ts';

/** What a change of such a thing can be worth to whoever made it; what exactly it opened, the controls say. */
const SEVERITY_OF: Readonly<Record<DifferenceKind, Severity>> = {
  user: 'high',
  group: 'high',
  file: 'high',
  directory: 'high',
  unit: 'high',
  package: 'medium',
  absent: 'medium',
};

/** How far the host is from its wanted state, thing by thing. Pure. */
export function hostSight(server: string, wanted: Wanted, facts: HostFacts): Sight {
  const differences = diffHost(wanted, facts);
  return {
    findings: differences
      .filter(({ isKnown }) => isKnown)
      .map(({ kind, what, wanted, observed }) => ({
        where: 'host',
        ...{ what, wanted, observed },
        severity: SEVERITY_OF[kind],
        heal: `./sclerite converge ${server}`,
      })),
    unseen: together(differences.filter(({ isKnown }) => !isKnown)),
  };
}

/** One sentence for a hundred files that the same cause hides. */
function together(differences: readonly Difference[]): Sight['unseen'] {
  const by = new Map<string, Difference[]>();
  for (const difference of differences) {
    const key = `${difference.kind}\0${difference.observed}`;
    by.set(key, [...(by.get(key) ?? []), difference]);
  }
  return [...by.values()].map((same) => {
    const [{ kind, what, observed } = { kind: 'file', what: '', observed: '' }] = same;
    return {
      where: 'host',
      what: same.length === 1 ? what : `${same.length} of kind ${kind}`,
      because: observed.replace(/^cannot tell: /, ''),
    };
  });
}
