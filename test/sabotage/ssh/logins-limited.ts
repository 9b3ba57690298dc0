import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.logins-limited',
  break: `sed -i 's|^MaxAuthTries 4$|MaxAuthTries 20|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i 's|^MaxAuthTries 20$|MaxAuthTries 4|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
