import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.recidive-on',
  break: 'fail2ban-client set recidive bantime 600',
  repair: 'fail2ban-client set recidive bantime 604800',
} satisfies Sabotage;
