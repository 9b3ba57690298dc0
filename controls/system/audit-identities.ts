import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';
import { auditWishes, judgeAudit, watch } from './_audit.ts';

const RULES = [
  watch('/etc/passwd', 'identity'),
  watch('/etc/shadow', 'identity'),
  watch('/etc/group', 'identity'),
  watch('/etc/gshadow', 'identity'),
];

export default defineControl({
  id: 'system.audit-identities',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'A change of accounts and groups leaves a record',
  failureTitle: 'A change of accounts or groups leaves no record',
  why: 'A second root or a new member of sudo is how an intruder stays: the record says who made it and when.',
  references: ['ANSSI BP-028 R73', 'CIS Debian 12 6.2.3.8'],
  wants: () => auditWishes(RULES),
  needs: ['container', 'auditState'],
  check: ({ container, auditState }) => onOwnKernel(container, () => judgeAudit(auditState, RULES)),
});
