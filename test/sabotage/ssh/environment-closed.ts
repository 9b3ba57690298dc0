import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.environment-closed',
  break: editDropIn('s|^Banner |AcceptEnv LD_*\\n&|'),
  repair: editDropIn('/^AcceptEnv LD_/d'),
} satisfies Sabotage;
