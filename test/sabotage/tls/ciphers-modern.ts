import { nginxConf } from '../../../proxy/paths.ts';
import { runningChange } from '../proxy/_running.ts';
import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'tls.ciphers-modern',
  ...runningChange('s/ssl_ciphers /&ECDHE-ECDSA-AES128-SHA:/', nginxConf),
} satisfies Sabotage;
