import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.ban-policy',
  break: 'fail2ban-client set sshd maxretry 1000',
  repair: 'fail2ban-client reload --restart sshd',
} satisfies Sabotage;
