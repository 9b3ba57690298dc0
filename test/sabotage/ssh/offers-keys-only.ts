import type { Sabotage } from '../sabotage.ts';

// The daemon runs the bad settings while the disk shows the good ones: only the view from outside can tell.
export default {
  control: 'ssh.offers-keys-only',
  break: `cp -p /etc/ssh/sshd_config.d/00-sclerite.conf /root/drop-in.kept
sed -i 's|^AuthenticationMethods .*|AuthenticationMethods any|; s|^PasswordAuthentication .*|PasswordAuthentication yes|' /etc/ssh/sshd_config.d/00-sclerite.conf
systemctl reload ssh
sleep 1
mv /root/drop-in.kept /etc/ssh/sshd_config.d/00-sclerite.conf`,
  repair: `systemctl reload ssh
sleep 1`,
} satisfies Sabotage;
