import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.passwords-checked',
  break: "sed -i 's/^minlen = 15$/minlen = 6/' /etc/security/pwquality.conf",
  repair: "sed -i 's/^minlen = 6$/minlen = 15/' /etc/security/pwquality.conf",
} satisfies Sabotage;
