import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.nobody-ignored',
  break: 'fail2ban-client set sshd addignoreip 0.0.0.0/0',
  repair: 'fail2ban-client reload --restart sshd',
} satisfies Sabotage;
