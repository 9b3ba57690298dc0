import type { Sabotage } from '../sabotage.ts';
import { intruder } from './_intruder.ts';

/** PrivateDevices= brings filters of its own. */
export default {
  control: 'gateway.syscalls-filtered',
  ...intruder({ SystemCallFilter: undefined, PrivateDevices: undefined }),
} satisfies Sabotage;
