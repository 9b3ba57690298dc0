import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.sums-kept',
  break: `cp -p /var/lib/dpkg/info/adduser.md5sums /run/sabotage.md5sums
tail -n 1 /run/sabotage.md5sums >>/var/lib/dpkg/info/adduser.md5sums`,
  repair: `cp -p /run/sabotage.md5sums /var/lib/dpkg/info/adduser.md5sums
rm /run/sabotage.md5sums`,
} satisfies Sabotage;
