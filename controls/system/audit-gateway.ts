import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';
import { auditWishes, judgeAudit, watch } from './_audit.ts';

const RULES = [watch('/etc/openclaw', 'gateway'), watch('/opt/openclaw', 'gateway'), watch('/srv/openclaw', 'gateway')];

export default defineControl({
  id: 'system.audit-gateway',
  layer: 'infrastructure',
  severity: 'medium',
  title: "A change of the gateway's config, secrets and program leaves a record",
  failureTitle: "A change of the gateway's config, secrets or program leaves no record",
  why: 'Whoever changes them changes what the agent may do and whom it obeys.',
  references: ['ANSSI BP-028 R73'],
  wants: () => auditWishes(RULES),
  needs: ['container', 'auditState'],
  check: ({ container, auditState }) => onOwnKernel(container, () => judgeAudit(auditState, RULES)),
});
