import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.crypto-modern',
  break: editDropIn('s|^Ciphers |Ciphers aes128-cbc,|'),
  repair: editDropIn('s|^Ciphers aes128-cbc,|Ciphers |'),
} satisfies Sabotage;
