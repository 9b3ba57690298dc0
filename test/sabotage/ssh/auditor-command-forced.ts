import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.auditor-command-forced',
  break: `sed -i 's|^  ForceCommand /usr/local/libexec/sclerite/ask$|  ForceCommand none|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i 's|^  ForceCommand none$|  ForceCommand /usr/local/libexec/sclerite/ask|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
