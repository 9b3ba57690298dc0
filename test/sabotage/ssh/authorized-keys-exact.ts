import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.authorized-keys-exact',
  break: `echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA intruder' >> /home/admin/.ssh/authorized_keys`,
  repair: `sed -i '/ intruder$/d' /home/admin/.ssh/authorized_keys`,
} satisfies Sabotage;
