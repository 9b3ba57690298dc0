import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.gateway-user-powerless',
  break: 'gpasswd --add openclaw games',
  repair: 'gpasswd --delete openclaw games',
} satisfies Sabotage;
