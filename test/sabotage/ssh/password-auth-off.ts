import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.password-auth-off',
  break: editDropIn('s|^PasswordAuthentication no$|PasswordAuthentication yes|'),
  repair: editDropIn('s|^PasswordAuthentication yes$|PasswordAuthentication no|'),
} satisfies Sabotage;
