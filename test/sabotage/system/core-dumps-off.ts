import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.core-dumps-off',
  break: `printf '[Manager]\\nDefaultLimitCORE=infinity\\n' >/etc/systemd/system.conf.d/zz-sabotage.conf
systemctl daemon-reload`,
  repair: `rm /etc/systemd/system.conf.d/zz-sabotage.conf
systemctl daemon-reload`,
} satisfies Sabotage;
