import { devicesCrl } from '../../../proxy/paths.ts';
import type { Sabotage } from '../sabotage.ts';

/** Another file than the operator's with the same list in it and the same time: nobody is let in, and nginx need not load it. */
export default {
  control: 'mtls.crl-fresh',
  break: `cp -a ${devicesCrl} /run/sabotage-devices.crl
echo >>${devicesCrl}
touch --reference /run/sabotage-devices.crl ${devicesCrl}`,
  repair: `mv /run/sabotage-devices.crl ${devicesCrl}`,
} satisfies Sabotage;
