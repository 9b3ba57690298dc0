import type { Sabotage } from '../sabotage.ts';
import { runningChange } from './_running.ts';

export default {
  control: 'proxy.version-hidden',
  ...runningChange('s/server_tokens off;/server_tokens on;/', '/etc/nginx/nginx.conf'),
} satisfies Sabotage;
