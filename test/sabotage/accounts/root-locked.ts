import type { Sabotage } from '../sabotage.ts';
import { anotherPassword, samePassword } from './_password.ts';

export default {
  control: 'accounts.root-locked',
  break: anotherPassword('root', `echo 'root:vandal' | chpasswd`),
  repair: samePassword('root'),
} satisfies Sabotage;
