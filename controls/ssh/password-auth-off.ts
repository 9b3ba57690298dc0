import { cannotTell, defineControl, fail, pass } from '../control.ts';

const doors = ['passwordauthentication', 'kbdinteractiveauthentication'] as const;

export default defineControl({
  id: 'ssh.password-auth-off',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'SSH accepts no passwords',
  failureTitle: 'SSH accepts passwords',
  why: 'A password can be guessed, sprayed and reused; a key cannot. PAM prompts are a second password door that people forget.',
  references: ['https://man.openbsd.org/sshd_config#PasswordAuthentication', 'ANSSI BP-028 R79'],
  wants: () => ({
    packages: ['openssh-server'],
    sshd: { PasswordAuthentication: 'no', KbdInteractiveAuthentication: 'no' },
  }),
  needs: ['sshdEffective'],
  check({ sshdEffective: sshd }) {
    const evidence = doors.map((door) => `sshd -T: ${door} ${sshd[door]?.[0] ?? '(not reported)'}`);
    if (doors.some((door) => sshd[door] !== undefined && sshd[door][0] !== 'no')) {
      return fail(
        evidence,
        'Find the line that wins: grep -rin authentication /etc/ssh/sshd_config /etc/ssh/sshd_config.d',
      );
    }
    if (doors.some((door) => sshd[door] === undefined)) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
