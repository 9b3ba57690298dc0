import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.source-routes-refused',
  break: 'echo 1 >/proc/sys/net/ipv4/conf/eth0/accept_source_route',
  repair: 'echo 0 >/proc/sys/net/ipv4/conf/eth0/accept_source_route',
} satisfies Sabotage;
