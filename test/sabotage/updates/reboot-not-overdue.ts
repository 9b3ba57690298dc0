import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.reboot-not-overdue',
  break: "touch --date='10 days ago' /run/reboot-required",
  repair: 'rm /run/reboot-required',
} satisfies Sabotage;
