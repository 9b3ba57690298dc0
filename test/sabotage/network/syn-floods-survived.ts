import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.syn-floods-survived',
  break: 'echo 0 >/proc/sys/net/ipv4/tcp_syncookies',
  repair: 'echo 1 >/proc/sys/net/ipv4/tcp_syncookies',
} satisfies Sabotage;
