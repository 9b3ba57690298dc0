import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.echo-broadcasts-ignored',
  break: 'echo 0 >/proc/sys/net/ipv4/icmp_echo_ignore_broadcasts',
  repair: 'echo 1 >/proc/sys/net/ipv4/icmp_echo_ignore_broadcasts',
} satisfies Sabotage;
