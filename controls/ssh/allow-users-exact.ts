import { AUDITOR } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'ssh.allow-users-exact',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Only the admin and the auditor may use SSH',
  failureTitle: 'Other accounts may use SSH, or the list is not what it should be',
  why: 'A package or an intruder that creates an account has not created a login: the list is closed, whatever /etc/passwd says.',
  references: ['https://man.openbsd.org/sshd_config#AllowUsers', 'CIS Debian 12 5.1.4'],
  wants: ({ admin }) => ({ sshd: { AllowUsers: `${admin} ${AUDITOR}` } }),
  needs: ['sshdEffective'],
  check({ sshdEffective: sshd }, { admin }) {
    // sshd -T prints one line a name.
    const listed = (sshd.allowusers ?? []).flatMap((value) => value.split(/\s+/));
    const evidence = [`sshd -T: allowusers ${listed.join(' ') || '(none: everybody)'}`];
    const wanted = [admin, AUDITOR];
    if (sshd.port === undefined) return cannotTell('sshd -T did not report its settings');
    if (listed.length !== wanted.length || wanted.some((name) => !listed.includes(name))) {
      return fail(evidence, `It should be exactly ${wanted.join(' ')}: run ./sclerite converge.`);
    }
    return pass(evidence);
  },
});
