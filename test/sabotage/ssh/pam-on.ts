import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.pam-on',
  break: editDropIn('s|^UsePAM yes$|UsePAM no|'),
  repair: editDropIn('s|^UsePAM no$|UsePAM yes|'),
} satisfies Sabotage;
