import { ASK } from '../../facts/collector/units.ts';
import { AUDITOR } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const forced = { forcecommand: ASK, permittty: 'no', permituserrc: 'no', permituserenvironment: 'no' } as const;

export default defineControl({
  id: 'ssh.auditor-command-forced',
  layer: 'infrastructure',
  severity: 'high',
  title: 'The auditor can only ask for the facts',
  failureTitle: 'The auditor can run something else than the question for the facts',
  why: "A CI's key lies on machines we do not control; with a forced command it opens a report and no shell.",
  references: ['https://man.openbsd.org/sshd_config#ForceCommand'],
  wants: () => ({
    sshd: { PermitUserEnvironment: 'no', PermitUserRC: 'no' },
    sshdFor: { [AUDITOR]: { ForceCommand: ASK, PermitTTY: 'no' } },
  }),
  needs: ['sshdForAuditor'],
  check({ sshdForAuditor: sshd }) {
    const keys = Object.keys(forced) as (keyof typeof forced)[];
    const evidence = keys.map((key) => `sshd -T -C user=${AUDITOR}: ${key} ${sshd[key]?.[0] ?? '(not reported)'}`);
    if (keys.some((key) => sshd[key] !== undefined && sshd[key][0] !== forced[key])) {
      return fail(evidence, 'Put back /etc/ssh/sshd_config.d/00-sclerite.conf: run ./sclerite converge.');
    }
    if (keys.some((key) => sshd[key] === undefined)) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
