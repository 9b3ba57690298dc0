import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.unneeded-services-off',
  break: 'systemctl --quiet unmask cron.service',
  repair: 'systemctl --quiet mask --now cron.service',
} satisfies Sabotage;
