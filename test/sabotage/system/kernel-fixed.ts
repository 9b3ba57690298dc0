import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.kernel-fixed',
  needs: 'own-kernel',
  break: 'echo 1 >/proc/sys/kernel/sysrq',
  repair: 'echo 0 >/proc/sys/kernel/sysrq',
} satisfies Sabotage;
