import type { SshdSettings } from '../../facts/sshd-effective.ts';
import { cannotTell, fail, pass, type Verdict } from '../control.ts';

export const PUT_BACK =
  'Put back /etc/ssh/sshd_config.d/00-sclerite.conf (./sclerite converge) and look for a file before it.';

/** What one keyword must be, in the words of `sshd -T`; `says` is the demand for a reader. */
export interface Demand {
  readonly holds: (value: string) => boolean;
  readonly says: string;
}

export const exactly = (wanted: string): Demand => ({ holds: (value) => value === wanted, says: wanted });

/** A whole number within both ends. sshd takes 0 for "never" or "no limit" nearly everywhere: it is in no range here. */
export const within = (least: number, most: number): Demand => ({
  holds: (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most,
  says: `${least} to ${most}`,
});

/** Keywords that have one value, each against its demand: one that is otherwise fails, one that is not reported cannot be told. */
export function judgeKeywords(sshd: SshdSettings, demands: Readonly<Record<string, Demand>>): Verdict {
  const findings = Object.entries(demands).map(([keyword, { holds, says }]) => {
    const value = sshd[keyword]?.[0];
    const isRight = value !== undefined && holds(value);
    return {
      isRight,
      isKnown: value !== undefined,
      evidence: `sshd -T: ${keyword} ${value ?? '(not reported)'}${isRight ? '' : `, wanted is ${says}`}`,
    };
  });
  const evidence = findings.map((finding) => finding.evidence);
  if (findings.some(({ isRight, isKnown }) => isKnown && !isRight)) return fail(evidence, PUT_BACK);
  if (findings.some(({ isKnown }) => !isKnown)) return cannotTell(evidence.join('; '));
  return pass(evidence);
}
