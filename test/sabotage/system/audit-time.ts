import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.audit-time',
  needs: 'own-kernel',
  break: 'auditctl -d always,exit -F arch=b64 -S settimeofday,adjtimex -F key=time',
  repair: 'auditctl -a always,exit -F arch=b64 -S settimeofday,adjtimex -F key=time',
} satisfies Sabotage;
