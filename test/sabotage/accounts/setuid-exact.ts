import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.setuid-exact',
  break: 'install -m 4755 /usr/bin/true /opt/helper',
  repair: 'rm /opt/helper',
} satisfies Sabotage;
