import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.audit-identities',
  needs: 'own-kernel',
  break: 'auditctl -W /etc/passwd -p wa -k identity',
  repair: 'auditctl -w /etc/passwd -p wa -k identity',
} satisfies Sabotage;
