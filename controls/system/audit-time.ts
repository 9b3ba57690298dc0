import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';
import { auditWishes, judgeAudit, watch } from './_audit.ts';

const RULES = ['-a always,exit -F arch=b64 -S settimeofday,adjtimex -F key=time', watch('/etc/localtime', 'time')];

export default defineControl({
  id: 'system.audit-time',
  layer: 'infrastructure',
  severity: 'low',
  title: 'A change of the clock leaves a record',
  failureTitle: 'A change of the clock leaves no record',
  why: 'A clock set back makes old certificates valid again and puts traces where nobody looks.',
  references: ['ANSSI BP-028 R73', 'CIS Debian 12 6.2.3.4'],
  wants: () => auditWishes(RULES),
  needs: ['container', 'auditState'],
  check: ({ container, auditState }) => onOwnKernel(container, () => judgeAudit(auditState, RULES)),
});
