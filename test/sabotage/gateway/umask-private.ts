import type { Sabotage } from '../sabotage.ts';
import { intruder } from './_intruder.ts';

export default {
  control: 'gateway.umask-private',
  ...intruder({ UMask: '0022' }),
} satisfies Sabotage;
