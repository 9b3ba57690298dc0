import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.logs-private',
  break: 'chmod o+r /var/log/fail2ban.log',
  repair: 'chmod o-r /var/log/fail2ban.log',
} satisfies Sabotage;
