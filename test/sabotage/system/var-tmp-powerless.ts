import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.var-tmp-powerless',
  break: 'mount -o remount,bind,exec /var/tmp',
  repair: 'mount -o remount,bind,nosuid,nodev,noexec /var/tmp',
} satisfies Sabotage;
