import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.password-auth-off',
  break: `sed -i 's|^PasswordAuthentication no$|PasswordAuthentication yes|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i 's|^PasswordAuthentication yes$|PasswordAuthentication no|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
