import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.root-login-off',
  break: editDropIn('s|^PermitRootLogin no$|PermitRootLogin yes|'),
  repair: editDropIn('s|^PermitRootLogin yes$|PermitRootLogin no|'),
} satisfies Sabotage;
