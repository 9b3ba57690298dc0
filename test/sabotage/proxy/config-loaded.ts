import type { Sabotage } from '../sabotage.ts';
import { reload } from './_settle.ts';

/** The same words, newer than what runs. */
export default {
  control: 'proxy.config-loaded',
  break: 'touch /etc/nginx/nginx.conf',
  repair: reload,
} satisfies Sabotage;
