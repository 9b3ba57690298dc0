import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.release-not-told',
  break: `cp -a /etc/motd /root/sabotage-motd && echo 'Debian GNU/Linux' >/etc/motd`,
  repair: 'mv /root/sabotage-motd /etc/motd',
} satisfies Sabotage;
