import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.conffiles-known',
  break: `echo '# edited' >>/etc/adduser.conf`,
  repair: `sed -i '/^# edited$/d' /etc/adduser.conf`,
} satisfies Sabotage;
