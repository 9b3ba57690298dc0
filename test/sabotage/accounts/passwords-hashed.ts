import type { Sabotage } from '../sabotage.ts';

// The SHA-256 scheme of the year 2007; the hash is of nothing.
export default {
  control: 'accounts.passwords-hashed',
  break: `(umask 077; grep '^admin:' /etc/shadow | cut -d: -f2 > /root/admin-hash.kept)
usermod --password '$5$sabotage$mUe8CSVy7UFWGDEB4YNOi7qzQq2kLdHdG3YVBXvlXY1' admin`,
  repair: `usermod --password "$(cat /root/admin-hash.kept)" admin
rm /root/admin-hash.kept`,
} satisfies Sabotage;
