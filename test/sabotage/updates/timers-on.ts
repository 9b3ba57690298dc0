import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.timers-on',
  break: 'systemctl stop apt-daily-upgrade.timer',
  repair: 'systemctl start apt-daily-upgrade.timer',
} satisfies Sabotage;
