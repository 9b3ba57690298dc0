import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.shells-idle-out',
  break: "sed -i 's/^TMOUT=900$/TMOUT=0/' /etc/profile.d/sclerite.sh",
  repair: "sed -i 's/^TMOUT=0$/TMOUT=900/' /etc/profile.d/sclerite.sh",
} satisfies Sabotage;
