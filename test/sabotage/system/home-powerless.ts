import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.home-powerless',
  break: 'mount -o remount,bind,suid /home',
  repair: 'mount -o remount,bind,nosuid,nodev /home',
} satisfies Sabotage;
