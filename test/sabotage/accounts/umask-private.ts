import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.umask-private',
  break: "sed -i 's/^UMASK 077$/UMASK 022/' /etc/login.defs",
  repair: "sed -i 's/^UMASK 022$/UMASK 077/' /etc/login.defs",
} satisfies Sabotage;
