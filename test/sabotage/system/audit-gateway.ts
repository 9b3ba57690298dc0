import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.audit-gateway',
  needs: 'own-kernel',
  break: 'auditctl -W /etc/openclaw -p wa -k gateway',
  repair: 'auditctl -w /etc/openclaw -p wa -k gateway',
} satisfies Sabotage;
