import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';
import { auditWishes, judgeAudit, watch } from './_audit.ts';

const RULES = [
  watch('/etc/systemd', 'startup'),
  watch('/etc/crontab', 'startup'),
  watch('/etc/cron.d', 'startup'),
  watch('/etc/ld.so.preload', 'startup'),
];

export default defineControl({
  id: 'system.audit-units',
  layer: 'infrastructure',
  severity: 'low',
  title: 'A change of what starts by itself leaves a record',
  failureTitle: 'A change of what starts by itself leaves no record',
  why: 'A unit, a timer or a cron table is how a program of an intruder comes back after a reboot.',
  references: ['ANSSI BP-028 R73'],
  wants: () => auditWishes(RULES),
  needs: ['container', 'auditState'],
  check: ({ container, auditState }) => onOwnKernel(container, () => judgeAudit(auditState, RULES)),
});
