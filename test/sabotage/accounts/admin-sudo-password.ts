import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.admin-sudo-password',
  break: `(umask 077; grep '^admin:' /etc/shadow | cut -d: -f2 > /root/admin-hash.kept)
passwd --quiet --delete admin`,
  repair: `usermod --password "$(cat /root/admin-hash.kept)" admin
rm /root/admin-hash.kept`,
} satisfies Sabotage;
