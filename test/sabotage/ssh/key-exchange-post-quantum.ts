import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

// Every name is still one of the policy's; only the order is worth less.
export default {
  control: 'ssh.key-exchange-post-quantum',
  break: editDropIn('s|^KexAlgorithms \\(.*\\),curve25519-sha256$|KexAlgorithms curve25519-sha256,\\1|'),
  repair: editDropIn('s|^KexAlgorithms curve25519-sha256,\\(.*\\)$|KexAlgorithms \\1,curve25519-sha256|'),
} satisfies Sabotage;
