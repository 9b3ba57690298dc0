import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.audit-units',
  needs: 'own-kernel',
  break: 'auditctl -W /etc/systemd -p wa -k startup',
  repair: 'auditctl -w /etc/systemd -p wa -k startup',
} satisfies Sabotage;
