import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.forwarding-local-only',
  break: editDropIn('s|^X11Forwarding no$|X11Forwarding yes|'),
  repair: editDropIn('s|^X11Forwarding yes$|X11Forwarding no|'),
} satisfies Sabotage;
