import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.reboots-by-itself',
  break: `echo 'Unattended-Upgrade::Automatic-Reboot "false";' >/etc/apt/apt.conf.d/99-sabotage`,
  repair: 'rm /etc/apt/apt.conf.d/99-sabotage',
} satisfies Sabotage;
