import type { Sabotage } from '../sabotage.ts';
import { intruder } from './_intruder.ts';

export default {
  control: 'gateway.disk-read-only',
  ...intruder({
    ReadWritePaths: '/var/lib/openclaw /srv/openclaw/workspace /etc',
    NoExecPaths: '/var/lib/openclaw /srv/openclaw/workspace /etc /run /tmp /var/tmp /dev',
  }),
} satisfies Sabotage;
