import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.files-private',
  break: 'chmod 0644 /etc/ssh/sshd_config',
  repair: 'chmod 0600 /etc/ssh/sshd_config',
} satisfies Sabotage;
