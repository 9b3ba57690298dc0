import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.martians-logged',
  break: 'echo 0 >/proc/sys/net/ipv4/conf/all/log_martians',
  repair: 'echo 1 >/proc/sys/net/ipv4/conf/all/log_martians',
} satisfies Sabotage;
