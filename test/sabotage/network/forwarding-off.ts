import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.forwarding-off',
  break: 'echo 1 >/proc/sys/net/ipv4/conf/eth0/forwarding',
  repair: 'echo 0 >/proc/sys/net/ipv4/conf/eth0/forwarding',
} satisfies Sabotage;
