import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.links-protected',
  needs: 'own-kernel',
  break: 'echo 0 >/proc/sys/fs/protected_symlinks',
  repair: 'echo 1 >/proc/sys/fs/protected_symlinks',
} satisfies Sabotage;
