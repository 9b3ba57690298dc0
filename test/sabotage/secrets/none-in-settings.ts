import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.none-in-settings',
  break: `printf 'GATEWAY_TOKEN=%s\\n' sabotagesabotagesabotage >/etc/default/sabotage`,
  repair: 'rm /etc/default/sabotage',
} satisfies Sabotage;
