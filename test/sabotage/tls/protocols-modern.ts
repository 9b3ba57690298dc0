import { nginxConf } from '../../../proxy/paths.ts';
import { runningChange } from '../proxy/_running.ts';
import type { Sabotage } from '../sabotage.ts';

/** The new one is missing: the old ones cannot be had without old ciphers, and another control would say so. */
export default {
  control: 'tls.protocols-modern',
  ...runningChange('s/ssl_protocols .*/ssl_protocols TLSv1.2;/', nginxConf),
} satisfies Sabotage;
