import { certificateTimer } from '../../../proxy/paths.ts';
import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'tls.renewal-on',
  break: `systemctl stop ${certificateTimer}`,
  repair: `systemctl start ${certificateTimer}`,
} satisfies Sabotage;
