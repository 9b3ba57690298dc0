import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'ssh.root-login-off',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'Root cannot log in over SSH',
  failureTitle: 'Root can log in over SSH',
  why: 'Everybody knows this account exists; as root, one stolen key is the whole server, and the log does not say whose it was.',
  references: ['https://man.openbsd.org/sshd_config#PermitRootLogin', 'CIS Debian 12 5.1.20'],
  wants: () => ({ sshd: { PermitRootLogin: 'no' } }),
  needs: ['sshdEffective'],
  check({ sshdEffective: sshd }) {
    const value = sshd.permitrootlogin?.[0];
    const evidence = [`sshd -T: permitrootlogin ${value ?? '(not reported)'}`];
    if (value === undefined) return cannotTell(evidence.join());
    if (value !== 'no') {
      return fail(
        evidence,
        'Find the line that wins: grep -rin permitrootlogin /etc/ssh/sshd_config /etc/ssh/sshd_config.d',
      );
    }
    return pass(evidence);
  },
});
