import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.tmp-powerless',
  break: 'mount -o remount,exec /tmp',
  repair: 'mount -o remount,noexec /tmp',
} satisfies Sabotage;
