import type { Sabotage } from '../sabotage.ts';
import { secondSite } from './_second-site.ts';

export default {
  control: 'proxy.unknown-names-refused',
  ...secondSite('s/server_name .*/server_name sabotage.invalid;/'),
} satisfies Sabotage;
