import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.units-enabled-known',
  break: `systemctl --quiet enable systemd-time-wait-sync.service`,
  repair: `systemctl --quiet disable systemd-time-wait-sync.service`,
} satisfies Sabotage;
