import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.console-reboot-off',
  break: 'systemctl --quiet unmask ctrl-alt-del.target',
  repair: 'systemctl --quiet mask ctrl-alt-del.target',
} satisfies Sabotage;
