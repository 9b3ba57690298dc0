import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.libraries-known',
  break: `echo /opt/vendor/lib >/etc/ld.so.conf.d/zz-vendor.conf`,
  repair: `rm /etc/ld.so.conf.d/zz-vendor.conf`,
} satisfies Sabotage;
