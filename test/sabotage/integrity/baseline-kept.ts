import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.baseline-kept',
  break: `echo 'server=192.0.2.1' >/etc/vendor.conf`,
  repair: `rm /etc/vendor.conf`,
} satisfies Sabotage;
