import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.preload-empty',
  break: `ls /usr/lib/x86_64-linux-gnu/libz.so.1 >/etc/ld.so.preload`,
  repair: `rm /etc/ld.so.preload`,
} satisfies Sabotage;
