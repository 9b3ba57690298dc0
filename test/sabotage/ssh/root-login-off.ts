import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.root-login-off',
  break: `sed -i 's|^PermitRootLogin no$|PermitRootLogin yes|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i 's|^PermitRootLogin yes$|PermitRootLogin no|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
