import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.root-locked',
  break: `echo 'root:vandal' | chpasswd`,
  repair: `usermod --password '!' root`,
} satisfies Sabotage;
