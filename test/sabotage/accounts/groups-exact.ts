import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.groups-exact',
  break: 'gpasswd --add nobody video',
  repair: 'gpasswd --delete nobody video',
} satisfies Sabotage;
