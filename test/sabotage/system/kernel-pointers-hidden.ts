import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.kernel-pointers-hidden',
  needs: 'own-kernel',
  break: 'echo 1 >/proc/sys/kernel/kptr_restrict',
  repair: 'echo 2 >/proc/sys/kernel/kptr_restrict',
} satisfies Sabotage;
