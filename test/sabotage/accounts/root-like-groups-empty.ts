import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.root-like-groups-empty',
  break: 'gpasswd --add nobody disk',
  repair: 'gpasswd --delete nobody disk',
} satisfies Sabotage;
