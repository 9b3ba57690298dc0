import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.none-in-boot-logs',
  break: '(umask 027; printf "sk-ant-api03-%s" sabotagesabotagesabotage >/var/log/cloud-init-sabotage.log)',
  repair: 'rm /var/log/cloud-init-sabotage.log',
} satisfies Sabotage;
