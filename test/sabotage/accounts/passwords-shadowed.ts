import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.passwords-shadowed',
  break: "sed -i 's/^games:x:/games:!:/' /etc/passwd",
  repair: "sed -i 's/^games:!:/games:x:/' /etc/passwd",
} satisfies Sabotage;
