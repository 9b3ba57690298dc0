import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.logins-logged',
  break: editDropIn('s|^LogLevel VERBOSE$|LogLevel QUIET|'),
  repair: editDropIn('s|^LogLevel QUIET$|LogLevel VERBOSE|'),
} satisfies Sabotage;
