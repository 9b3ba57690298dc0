import type { Sabotage } from '../sabotage.ts';
import { secondSite } from './_second-site.ts';

export default {
  control: 'proxy.forwarded-overwritten',
  ...secondSite('s/X-Forwarded-For .*/X-Forwarded-For $http_x_forwarded_for;/'),
} satisfies Sabotage;
