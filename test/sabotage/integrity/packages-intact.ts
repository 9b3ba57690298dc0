import type { Sabotage } from '../sabotage.ts';

// One byte at the end: it still runs and says the same.
export default {
  control: 'integrity.packages-intact',
  break: `cp -p /usr/bin/whoami /usr/bin/whoami.kept
printf '\\0' >>/usr/bin/whoami`,
  repair: `cp -p --remove-destination /usr/bin/whoami.kept /usr/bin/whoami
rm /usr/bin/whoami.kept`,
} satisfies Sabotage;
