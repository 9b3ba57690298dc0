import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.allow-users-exact',
  break: editDropIn('/^AllowUsers /s|$| games|'),
  repair: editDropIn('/^AllowUsers /s| games$||'),
} satisfies Sabotage;
