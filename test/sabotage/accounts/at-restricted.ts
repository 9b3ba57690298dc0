import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.at-restricted',
  break: 'echo games >> /etc/at.allow',
  repair: "sed -i '/^games$/d' /etc/at.allow",
} satisfies Sabotage;
