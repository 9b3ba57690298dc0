import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.audit-modules',
  needs: 'own-kernel',
  break: 'auditctl -d always,exit -F arch=b64 -S init_module,delete_module,finit_module -F key=modules',
  repair: 'auditctl -a always,exit -F arch=b64 -S init_module,delete_module,finit_module -F key=modules',
} satisfies Sabotage;
