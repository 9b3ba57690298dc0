import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.strict-modes',
  break: editDropIn('s|^StrictModes yes$|StrictModes no|'),
  repair: editDropIn('s|^StrictModes no$|StrictModes yes|'),
} satisfies Sabotage;
