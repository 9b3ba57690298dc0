import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'gateway.workspace-fixed',
  break: 'chown openclaw /srv/openclaw',
  repair: 'chown root /srv/openclaw',
} satisfies Sabotage;
