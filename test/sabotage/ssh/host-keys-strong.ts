import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.host-keys-strong',
  break: `ssh-keygen -q -t rsa -b 2048 -N '' -f /etc/ssh/ssh_host_old_key`,
  repair: 'rm /etc/ssh/ssh_host_old_key /etc/ssh/ssh_host_old_key.pub',
} satisfies Sabotage;
