import type { Sabotage } from '../sabotage.ts';

// The running sshd keeps the key it started with, so the way in stays verified.
export default {
  control: 'ssh.host-key-own',
  break: `cd /etc/ssh
cp -p ssh_host_ed25519_key /root/host-key.kept
ssh-keygen -q -t ed25519 -N '' -f /root/host-key.new
cat /root/host-key.new > ssh_host_ed25519_key`,
  repair: `mv /root/host-key.kept /etc/ssh/ssh_host_ed25519_key
rm /root/host-key.new /root/host-key.new.pub`,
} satisfies Sabotage;
