import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.cron-tables-private',
  break: 'chmod 0644 /etc/crontab',
  repair: 'chmod 0600 /etc/crontab',
} satisfies Sabotage;
