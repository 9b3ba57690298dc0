import type { FileEntry } from '../facts/fact.ts';
import { cannotTell, fail, pass, type Verdict } from './control.ts';

/** How a path must be. */
export interface PathRule {
  readonly path: string;
  readonly type: 'file' | 'directory';
  /** Four octal digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

const describe = ({ type, mode, owner, group }: Pick<FileEntry, 'type' | 'mode' | 'owner' | 'group'>) =>
  type === 'absent' ? 'absent' : `${type} ${mode} ${owner}:${group}`;

export interface PathFinding {
  readonly evidence: string;
  readonly verdict: 'as wanted' | 'otherwise' | 'unknown';
}

/** One path against its rule; a path that nobody looked at, or that could not be read, is unknown. */
export function comparePath(entry: FileEntry | undefined, rule: PathRule): PathFinding {
  if (entry === undefined || entry.error !== undefined) {
    return { evidence: `stat ${rule.path}: ${entry?.error ?? '(not read)'}`, verdict: 'unknown' };
  }
  const [seen, wanted] = [describe(entry), describe(rule)];
  return seen === wanted
    ? { evidence: `stat ${rule.path}: ${seen}`, verdict: 'as wanted' }
    : { evidence: `stat ${rule.path}: ${seen}, wanted is ${wanted}`, verdict: 'otherwise' };
}

/** All of them: one that is otherwise is a fail, one that is unknown a cannot-tell. */
export function judgePaths(findings: readonly PathFinding[], next: string): Verdict {
  const evidence = findings.map((finding) => finding.evidence);
  if (findings.some(({ verdict }) => verdict === 'otherwise')) return fail(evidence, next);
  if (findings.some(({ verdict }) => verdict === 'unknown')) return cannotTell(evidence.join('; '));
  return pass(evidence);
}
