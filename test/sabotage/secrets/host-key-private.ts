import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.host-key-private',
  break: 'chmod 0440 /var/lib/systemd/credential.secret',
  repair: 'chmod 0400 /var/lib/systemd/credential.secret',
} satisfies Sabotage;
