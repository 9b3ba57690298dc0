import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.sleep-off',
  break: 'systemctl --quiet unmask hibernate.target',
  repair: 'systemctl --quiet mask hibernate.target',
} satisfies Sabotage;
