import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.dead-sessions-end',
  break: editDropIn('s|^TCPKeepAlive no$|TCPKeepAlive yes|'),
  repair: editDropIn('s|^TCPKeepAlive yes$|TCPKeepAlive no|'),
} satisfies Sabotage;
