import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.sudoers-private',
  break: 'chmod 0755 /etc/sudoers.d',
  repair: 'chmod 0750 /etc/sudoers.d',
} satisfies Sabotage;
