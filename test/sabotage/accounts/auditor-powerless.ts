import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.auditor-powerless',
  break: 'gpasswd --add auditor games',
  repair: 'gpasswd --delete auditor games',
} satisfies Sabotage;
