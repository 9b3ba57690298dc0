import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'ssh.forwarding-local-only',
  break: `sed -i 's|^X11Forwarding no$|X11Forwarding yes|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `sed -i 's|^X11Forwarding yes$|X11Forwarding no|' /etc/ssh/sshd_config.d/00-sclerite.conf`,
} satisfies Sabotage;
