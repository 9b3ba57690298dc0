import type { Sabotage } from '../sabotage.ts';
import { secondSite } from './_second-site.ts';

export default {
  control: 'proxy.connections-limited',
  ...secondSite('s/limit_conn clients 40;/limit_conn clients 4000;/'),
} satisfies Sabotage;
