import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.shm-powerless',
  break: 'mount -o remount,exec /dev/shm',
  repair: 'mount -o remount,noexec /dev/shm',
} satisfies Sabotage;
