import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.debug-off',
  break: 'systemctl --quiet unmask debug-shell.service',
  repair: 'systemctl --quiet mask debug-shell.service',
} satisfies Sabotage;
