import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.crypto-modern',
  break: `sed -i 's|^Ciphers |Ciphers aes128-cbc,|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i 's|^Ciphers aes128-cbc,|Ciphers |' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
