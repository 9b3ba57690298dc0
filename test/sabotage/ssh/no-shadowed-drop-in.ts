import type { Sabotage } from '../sabotage.ts';

// The same value as ours: harmless today, and the reason why a change of ours would do nothing tomorrow.
export default {
  control: 'ssh.no-shadowed-drop-in',
  break: `install -m 0600 /dev/null /etc/ssh/sshd_config.d/00-a.conf
echo 'PasswordAuthentication no' > /etc/ssh/sshd_config.d/00-a.conf
touch -d @0 /etc/ssh/sshd_config.d/00-a.conf`,
  repair: 'rm /etc/ssh/sshd_config.d/00-a.conf',
} satisfies Sabotage;
