import { defineControl } from '../control.ts';
import { exactly, judgeKeywords } from './_keywords.ts';

export default defineControl({
  id: 'ssh.strict-modes',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'sshd takes no key from a file that others may write',
  failureTitle: 'sshd takes keys from files that others may write',
  why: 'Whoever may write a home or its .ssh could add a key of their own there and come in as its owner.',
  references: ['https://man.openbsd.org/sshd_config#StrictModes'],
  wants: () => ({ sshd: { StrictModes: 'yes' } }),
  needs: ['sshdEffective'],
  check: ({ sshdEffective }) => judgeKeywords(sshdEffective, { strictmodes: exactly('yes') }),
});
