import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.logins-limited',
  break: editDropIn('s|^MaxAuthTries 4$|MaxAuthTries 20|'),
  repair: editDropIn('s|^MaxAuthTries 20$|MaxAuthTries 4|'),
} satisfies Sabotage;
