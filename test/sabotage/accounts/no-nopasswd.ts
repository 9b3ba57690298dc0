import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.no-nopasswd',
  break: `echo '%sudo ALL=(ALL:ALL) NOPASSWD: ALL' > /etc/sudoers.d/95-sabotage
chmod 0440 /etc/sudoers.d/95-sabotage`,
  repair: 'rm /etc/sudoers.d/95-sabotage',
} satisfies Sabotage;
