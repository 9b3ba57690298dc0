import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.second-sshd-off',
  break: 'rm /etc/systemd/system/sshd-vsock.socket && systemctl daemon-reload',
  repair: 'systemctl --quiet mask sshd-vsock.socket',
} satisfies Sabotage;
