import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.shell-startup-known',
  break: `echo 'alias sudo=/usr/bin/sudo' >/etc/profile.d/zz-motd.sh`,
  repair: `rm /etc/profile.d/zz-motd.sh`,
} satisfies Sabotage;
