import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'gateway.release-root-owned',
  break: 'chown openclaw /opt/openclaw/current/node_modules/openclaw/README.md',
  repair: 'chown root /opt/openclaw/current/node_modules/openclaw/README.md',
} satisfies Sabotage;
