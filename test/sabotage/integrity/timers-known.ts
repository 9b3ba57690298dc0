import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.timers-known',
  break: `systemd-run --quiet --unit=sclerite-sabotage --on-active=1d /usr/bin/true`,
  repair: `systemctl stop sclerite-sabotage.timer`,
} satisfies Sabotage;
