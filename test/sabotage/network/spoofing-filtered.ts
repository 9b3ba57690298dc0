import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.spoofing-filtered',
  break: 'echo 2 >/proc/sys/net/ipv4/conf/default/rp_filter',
  repair: 'echo 1 >/proc/sys/net/ipv4/conf/default/rp_filter',
} satisfies Sabotage;
