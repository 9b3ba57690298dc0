import type { Sabotage } from '../sabotage.ts';
import { RELOAD } from './_running.ts';

/** The same words, newer than what runs. */
export default {
  control: 'proxy.config-loaded',
  break: 'touch /etc/nginx/nginx.conf',
  repair: RELOAD,
} satisfies Sabotage;
