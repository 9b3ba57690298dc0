import type { Sabotage } from '../sabotage.ts';
import { intruder } from './_intruder.ts';

export default {
  control: 'gateway.no-privileges',
  ...intruder({ CapabilityBoundingSet: 'CAP_NET_BIND_SERVICE' }),
} satisfies Sabotage;
