import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.only-public-keys',
  break: editDropIn('s|^HostbasedAuthentication no$|HostbasedAuthentication yes|'),
  repair: editDropIn('s|^HostbasedAuthentication yes$|HostbasedAuthentication no|'),
} satisfies Sabotage;
