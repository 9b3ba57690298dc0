import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.banner-shown',
  break: editDropIn('s|^Banner /etc/issue.net$|Banner /etc/issue|'),
  repair: editDropIn('s|^Banner /etc/issue$|Banner /etc/issue.net|'),
} satisfies Sabotage;
