import type { Sabotage } from '../sabotage.ts';
import { loaded } from './_loaded.ts';

export default {
  control: 'proxy.version-hidden',
  ...loaded('s/server_tokens off;/server_tokens on;/', '/etc/nginx/nginx.conf'),
} satisfies Sabotage;
