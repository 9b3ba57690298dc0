import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.service-on',
  break: 'systemctl --quiet disable fail2ban',
  repair: 'systemctl --quiet enable fail2ban',
} satisfies Sabotage;
