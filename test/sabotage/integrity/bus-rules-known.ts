import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.bus-rules-known',
  break: `install -d -m 0755 /etc/polkit-1/rules.d
echo '// vendor' >/etc/polkit-1/rules.d/00-vendor.rules`,
  repair: `rm /etc/polkit-1/rules.d/00-vendor.rules`,
} satisfies Sabotage;
