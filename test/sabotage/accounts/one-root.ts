import type { Sabotage } from '../sabotage.ts';

// userdel refuses an account whose number runs processes, and this one has the number of root.
export default {
  control: 'accounts.one-root',
  break: 'useradd --non-unique --uid 0 --no-create-home --shell /usr/sbin/nologin toor',
  repair: `sed -i '/^toor:/d' /etc/passwd /etc/shadow /etc/group /etc/gshadow`,
} satisfies Sabotage;
