import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'gateway.state-private',
  break: 'chmod 0750 /var/lib/openclaw/.openclaw',
  repair: 'chmod 0700 /var/lib/openclaw/.openclaw',
} satisfies Sabotage;
