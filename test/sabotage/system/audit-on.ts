import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.audit-on',
  needs: 'own-kernel',
  break: 'auditctl -e 0',
  repair: 'auditctl -e 1',
} satisfies Sabotage;
