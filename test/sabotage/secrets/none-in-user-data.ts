import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.none-in-user-data',
  break: 'printf "sk-ant-api03-%s" sabotagesabotagesabotage >/var/lib/cloud/instance/sabotage.txt',
  repair: 'rm /var/lib/cloud/instance/sabotage.txt',
} satisfies Sabotage;
