import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.homes-private',
  break: 'chmod 0755 /home/auditor',
  repair: 'chmod 0700 /home/auditor',
} satisfies Sabotage;
