import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.boot-loader-private',
  needs: 'own-kernel',
  break: 'chmod 0644 /boot/grub/grub.cfg',
  repair: 'chmod 0600 /boot/grub/grub.cfg',
} satisfies Sabotage;
