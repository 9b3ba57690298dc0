import type { Sabotage } from '../sabotage.ts';
import { anotherPassword, samePassword } from './_password.ts';

export default {
  control: 'accounts.admin-sudo-password',
  break: anotherPassword('admin', 'passwd --quiet --delete admin'),
  repair: samePassword('admin'),
} satisfies Sabotage;
