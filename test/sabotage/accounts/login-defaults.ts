import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.login-defaults',
  break: "sed -i 's/^HOME_MODE 0700$/HOME_MODE 0755/' /etc/login.defs",
  repair: "sed -i 's/^HOME_MODE 0755$/HOME_MODE 0700/' /etc/login.defs",
} satisfies Sabotage;
