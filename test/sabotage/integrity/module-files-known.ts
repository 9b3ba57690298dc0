import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.module-files-known',
  break: `echo '# vendor' >/etc/modules-load.d/vendor.conf`,
  repair: `rm /etc/modules-load.d/vendor.conf`,
} satisfies Sabotage;
