import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';
import { auditWishes, judgeAudit, watch } from './_audit.ts';

const RULES = [
  watch('/etc/sudoers', 'privileges'),
  watch('/etc/sudoers.d', 'privileges'),
  watch('/etc/ssh', 'privileges'),
  watch('/etc/pam.d', 'privileges'),
];

export default defineControl({
  id: 'system.audit-privileges',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'A change of who may become root or log in leaves a record',
  failureTitle: 'A change of who may become root or log in leaves no record',
  why: "One line in sudoers or in sshd's settings gives everything away, and can be taken out again afterwards.",
  references: ['ANSSI BP-028 R73', 'CIS Debian 12 6.2.3.1'],
  wants: () => auditWishes(RULES),
  needs: ['container', 'auditState'],
  check: ({ container, auditState }) => onOwnKernel(container, () => judgeAudit(auditState, RULES)),
});
