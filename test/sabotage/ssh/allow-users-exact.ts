import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.allow-users-exact',
  break: `sed -i '/^AllowUsers /s|$| games|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i '/^AllowUsers /s| games$||' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
