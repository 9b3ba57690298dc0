import type { Sabotage } from '../sabotage.ts';

/** What a hot save under a wrong umask leaves. */
export default {
  control: 'gateway.config-private',
  break: 'chmod 0640 /etc/openclaw/openclaw.json',
  repair: 'chmod 0600 /etc/openclaw/openclaw.json',
} satisfies Sabotage;
