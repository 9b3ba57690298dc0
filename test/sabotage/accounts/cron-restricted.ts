import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.cron-restricted',
  break: 'echo games >> /etc/cron.allow',
  repair: "sed -i '/^games$/d' /etc/cron.allow",
} satisfies Sabotage;
