import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.compression-off',
  break: editDropIn('s|^Compression no$|Compression yes|'),
  repair: editDropIn('s|^Compression yes$|Compression no|'),
} satisfies Sabotage;
