import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.daemon-current',
  break: `stat -c %y /etc/ssh/sshd_config > /run/sshd-config.kept
sleep 1
touch /etc/ssh/sshd_config`,
  repair: `touch -d "$(cat /run/sshd-config.kept)" /etc/ssh/sshd_config
rm /run/sshd-config.kept`,
} satisfies Sabotage;
