import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.addresses-answered-strictly',
  break: 'echo 0 >/proc/sys/net/ipv4/conf/eth0/arp_ignore',
  repair: 'echo 1 >/proc/sys/net/ipv4/conf/eth0/arp_ignore',
} satisfies Sabotage;
