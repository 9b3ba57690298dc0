import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.su-restricted',
  break: "sed -i 's/^auth required pam_wheel/#&/' /etc/pam.d/su",
  repair: "sed -i 's/^#auth required pam_wheel/auth required pam_wheel/' /etc/pam.d/su",
} satisfies Sabotage;
