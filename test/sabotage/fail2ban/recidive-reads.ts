import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.recidive-reads',
  break: `fail2ban-client set logtarget /var/log/fail2ban-other.log`,
  repair: `fail2ban-client set logtarget /var/log/fail2ban.log
rm /var/log/fail2ban-other.log`,
} satisfies Sabotage;
