import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.logs-rotated',
  break: 'systemctl --quiet disable --now logrotate.timer',
  repair: 'systemctl --quiet enable --now logrotate.timer',
} satisfies Sabotage;
