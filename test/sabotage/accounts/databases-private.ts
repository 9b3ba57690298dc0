import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.databases-private',
  break: 'chmod 0644 /etc/shadow',
  repair: 'chmod 0640 /etc/shadow',
} satisfies Sabotage;
