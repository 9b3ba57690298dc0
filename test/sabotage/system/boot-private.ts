import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.boot-private',
  break: 'chmod 0755 /boot',
  repair: 'chmod 0700 /boot',
} satisfies Sabotage;
