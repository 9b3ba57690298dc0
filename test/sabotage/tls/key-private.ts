import { certificateKey } from '../../../proxy/paths.ts';
import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'tls.key-private',
  break: `chmod 0644 "$(readlink -f ${certificateKey})"`,
  repair: `chmod 0600 "$(readlink -f ${certificateKey})"`,
} satisfies Sabotage;
