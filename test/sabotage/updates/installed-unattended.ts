import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.installed-unattended',
  break: `echo 'APT::Periodic::Unattended-Upgrade "0";' >/etc/apt/apt.conf.d/99-sabotage`,
  repair: 'rm /etc/apt/apt.conf.d/99-sabotage',
} satisfies Sabotage;
