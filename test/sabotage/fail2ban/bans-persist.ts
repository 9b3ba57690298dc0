import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.bans-persist',
  break: `fail2ban-client set dbpurgeage 1d`,
  repair: `fail2ban-client set dbpurgeage 8d`,
} satisfies Sabotage;
