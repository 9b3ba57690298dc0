import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.privileged-dumps-off',
  needs: 'own-kernel',
  break: 'echo 1 >/proc/sys/fs/suid_dumpable',
  repair: 'echo 0 >/proc/sys/fs/suid_dumpable',
} satisfies Sabotage;
