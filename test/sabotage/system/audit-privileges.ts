import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.audit-privileges',
  needs: 'own-kernel',
  break: 'auditctl -W /etc/sudoers -p wa -k privileges',
  repair: 'auditctl -w /etc/sudoers -p wa -k privileges',
} satisfies Sabotage;
