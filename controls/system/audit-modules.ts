import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';
import { auditWishes, judgeAudit } from './_audit.ts';

const RULES = ['-a always,exit -F arch=b64 -S init_module,delete_module,finit_module -F key=modules'];

export default defineControl({
  id: 'system.audit-modules',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Loading a kernel module leaves a record',
  failureTitle: 'Loading a kernel module leaves no record',
  why: 'A module can hide everything, itself included, from the moment it is loaded: the record of that moment is what is left.',
  references: ['ANSSI BP-028 R73', 'CIS Debian 12 6.2.3.19'],
  wants: () => auditWishes(RULES),
  needs: ['container', 'auditState'],
  check: ({ container, auditState }) => onOwnKernel(container, () => judgeAudit(auditState, RULES)),
});
