import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.protocols-off',
  needs: 'own-kernel',
  break: 'sed -i /dccp/d /etc/modprobe.d/sclerite.conf',
  repair: `printf 'blacklist dccp\\ninstall dccp /bin/false\\n' >>/etc/modprobe.d/sclerite.conf`,
} satisfies Sabotage;
