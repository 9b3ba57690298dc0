import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.runs-succeed',
  break: `touch --date='10 days ago' /var/lib/apt/periodic/upgrade-stamp`,
  repair: `touch /var/lib/apt/periodic/upgrade-stamp`,
} satisfies Sabotage;
