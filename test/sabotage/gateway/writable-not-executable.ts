import type { Sabotage } from '../sabotage.ts';
import { intruder } from './_intruder.ts';

/** The state directory is left out: a program written there would start. */
export default {
  control: 'gateway.writable-not-executable',
  ...intruder({ NoExecPaths: '/srv/openclaw/workspace /run /tmp /var/tmp /dev' }),
} satisfies Sabotage;
