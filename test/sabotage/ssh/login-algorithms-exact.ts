import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.login-algorithms-exact',
  break: editDropIn('s|^PubkeyAcceptedAlgorithms |&ssh-rsa,|'),
  repair: editDropIn('s|^PubkeyAcceptedAlgorithms ssh-rsa,|PubkeyAcceptedAlgorithms |'),
} satisfies Sabotage;
