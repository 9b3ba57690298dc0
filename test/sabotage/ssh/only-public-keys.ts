import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.only-public-keys',
  break: `sed -i 's|^HostbasedAuthentication no$|HostbasedAuthentication yes|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i 's|^HostbasedAuthentication yes$|HostbasedAuthentication no|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
