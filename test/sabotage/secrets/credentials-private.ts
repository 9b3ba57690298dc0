import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.credentials-private',
  break: 'chmod 0750 /etc/openclaw/cred',
  repair: 'chmod 0700 /etc/openclaw/cred',
} satisfies Sabotage;
