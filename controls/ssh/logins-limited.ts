import type { SshdSettings } from '../../facts/sshd-effective.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Keyword → the most it may be. An agent offers a handful of keys before the right one: fewer tries would lock its owner out. */
const most = { maxauthtries: 4, logingracetime: 30, maxsessions: 10 } as const;

export default defineControl({
  id: 'ssh.logins-limited',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Attempts to log in are few, short and punished',
  failureTitle: 'Attempts to log in are not limited as they should be',
  why: 'Whoever may try without end, or hold many half-open logins, can guess keys or keep everybody else out.',
  references: ['https://man.openbsd.org/sshd_config#PerSourcePenalties', 'CIS Debian 12 5.1.13, 5.1.16, 5.1.17'],
  wants: () => ({
    sshd: {
      MaxAuthTries: `${most.maxauthtries}`,
      LoginGraceTime: `${most.logingracetime}`,
      MaxSessions: `${most.maxsessions}`,
      MaxStartups: '10:30:60',
      PerSourcePenalties: 'yes',
    },
  }),
  needs: ['sshdEffective'],
  check({ sshdEffective: sshd }) {
    const limits = Object.entries(most).map(([keyword, limit]) => ({ keyword, limit, is: numberOf(sshd, keyword) }));
    const penalties = sshd.persourcepenalties?.[0];
    const evidence = [
      ...limits.map(({ keyword, is, limit }) => `sshd -T: ${keyword} ${is ?? '(not reported)'} (at most ${limit})`),
      `sshd -T: persourcepenalties ${penalties ?? '(not reported)'}`,
    ];
    // A grace time of 0 means for ever.
    const loose = limits.some(({ is, limit }) => is !== undefined && (is > limit || is === 0)) || penalties === 'no';
    if (loose) return fail(evidence, 'Put back /etc/ssh/sshd_config.d/00-sclerite.conf: run ./sclerite converge.');
    if (limits.some(({ is }) => is === undefined) || penalties === undefined) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});

function numberOf(sshd: SshdSettings, keyword: string): number | undefined {
  const value = sshd[keyword]?.[0];
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}
