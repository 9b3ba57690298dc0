import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.archives-signed',
  break: `echo 'Acquire::AllowInsecureRepositories "true";' >/etc/apt/apt.conf.d/99-sabotage`,
  repair: 'rm /etc/apt/apt.conf.d/99-sabotage',
} satisfies Sabotage;
