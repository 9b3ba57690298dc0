import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.logins-logged',
  break: `sed -i 's|^LogLevel VERBOSE$|LogLevel QUIET|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i 's|^LogLevel QUIET$|LogLevel VERBOSE|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
