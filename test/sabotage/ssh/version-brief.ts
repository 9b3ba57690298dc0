import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.version-brief',
  break: editDropIn('s|^DebianBanner no$|DebianBanner yes|'),
  repair: editDropIn('s|^DebianBanner yes$|DebianBanner no|'),
} satisfies Sabotage;
