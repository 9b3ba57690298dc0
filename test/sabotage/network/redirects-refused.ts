import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.redirects-refused',
  break: 'echo 1 >/proc/sys/net/ipv4/conf/eth0/accept_redirects',
  repair: 'echo 0 >/proc/sys/net/ipv4/conf/eth0/accept_redirects',
} satisfies Sabotage;
