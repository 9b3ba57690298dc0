import { defineControl } from '../control.ts';
import { exactly, judgeKeywords } from './_keywords.ts';

export default defineControl({
  id: 'ssh.pam-on',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Sessions over SSH go through PAM',
  failureTitle: 'Sessions over SSH go past PAM',
  why: 'Ends of accounts, limits, the umask and the accounting of sessions are done by PAM: past it, none of them holds.',
  references: ['https://man.openbsd.org/sshd_config#UsePAM', 'CIS Debian 12 5.1.22', 'ANSSI BP-028 R67'],
  wants: () => ({ sshd: { UsePAM: 'yes' } }),
  needs: ['sshdEffective'],
  check: ({ sshdEffective }) => judgeKeywords(sshdEffective, { usepam: exactly('yes') }),
});
