import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.router-adverts-ignored',
  break: 'echo 1 >/proc/sys/net/ipv6/conf/eth0/accept_ra',
  repair: 'echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_ra',
} satisfies Sabotage;
