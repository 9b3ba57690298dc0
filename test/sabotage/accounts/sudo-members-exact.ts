import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.sudo-members-exact',
  break: 'gpasswd --add nobody sudo',
  repair: 'gpasswd --delete nobody sudo',
} satisfies Sabotage;
