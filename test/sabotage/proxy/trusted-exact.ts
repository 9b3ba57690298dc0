import type { Sabotage } from '../sabotage.ts';
import { secondSite } from './_second-site.ts';

/** The address of the tunnel, which the gateway does not believe. */
export default {
  control: 'proxy.trusted-exact',
  ...secondSite('s/proxy_bind .*/proxy_bind 127.0.0.1;/'),
} satisfies Sabotage;
