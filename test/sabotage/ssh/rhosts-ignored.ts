import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.rhosts-ignored',
  break: editDropIn('s|^IgnoreRhosts yes$|IgnoreRhosts no|'),
  repair: editDropIn('s|^IgnoreRhosts no$|IgnoreRhosts yes|'),
} satisfies Sabotage;
