import accounts from './accounts/index.ts';
import type { Control } from './control.ts';
import dns from './dns/index.ts';
import egress from './egress/index.ts';
import fail2ban from './fail2ban/index.ts';
import gateway from './gateway/index.ts';
import integrity from './integrity/index.ts';
import mtls from './mtls/index.ts';
import network from './network/index.ts';
import openclaw from './openclaw/index.ts';
import proxy from './proxy/index.ts';
import secrets from './secrets/index.ts';
import ssh from './ssh/index.ts';
import system from './system/index.ts';
import tls from './tls/index.ts';
import updates from './updates/index.ts';

/** Every control, area by area, in the order of the report. `test/parity.test.ts` holds it against the folder. */
export const controls: readonly Control[] = [
  ...ssh,
  ...network,
  ...egress,
  ...system,
  ...accounts,
  ...fail2ban,
  ...updates,
  ...integrity,
  ...gateway,
  ...openclaw,
  ...secrets,
  ...proxy,
  ...tls,
  ...mtls,
  ...dns,
];
