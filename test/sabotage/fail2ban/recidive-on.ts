import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.recidive-on',
  break: 'fail2ban-client stop recidive',
  repair: 'fail2ban-client reload',
} satisfies Sabotage;
