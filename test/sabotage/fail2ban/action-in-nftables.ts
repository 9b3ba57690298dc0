import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.action-in-nftables',
  break: 'fail2ban-client set sshd delaction nftables',
  repair: 'fail2ban-client reload --restart sshd',
} satisfies Sabotage;
