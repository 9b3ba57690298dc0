import type { Sabotage } from '../sabotage.ts';
import { secondSite } from './_second-site.ts';

export default {
  control: 'proxy.requests-limited',
  ...secondSite('s/ burst=[0-9]*/ burst=100000/'),
} satisfies Sabotage;
