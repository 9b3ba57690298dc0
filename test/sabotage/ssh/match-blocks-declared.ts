import type { Sabotage } from '../sabotage.ts';

// Neither sshd -T nor the view of either account shows it: it is for one network only.
export default {
  control: 'ssh.match-blocks-declared',
  break: `install -m 0600 /dev/null /etc/ssh/sshd_config.d/60-late.conf
printf 'Match Address 192.0.2.0/24\\n  PasswordAuthentication yes\\n' > /etc/ssh/sshd_config.d/60-late.conf
touch -d @0 /etc/ssh/sshd_config.d/60-late.conf`,
  repair: 'rm /etc/ssh/sshd_config.d/60-late.conf',
} satisfies Sabotage;
