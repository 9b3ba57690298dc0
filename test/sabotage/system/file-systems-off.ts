import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.file-systems-off',
  needs: 'own-kernel',
  break: 'sed -i /udf/d /etc/modprobe.d/sclerite.conf',
  repair: `printf 'blacklist udf\\ninstall udf /bin/false\\n' >>/etc/modprobe.d/sclerite.conf`,
} satisfies Sabotage;
