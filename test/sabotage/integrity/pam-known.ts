import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.pam-known',
  break: `cp -p /etc/pam.d/chfn /run/sabotage-chfn
echo 'auth optional pam_exec.so quiet /usr/bin/true' >>/etc/pam.d/chfn`,
  repair: `cp -p /run/sabotage-chfn /etc/pam.d/chfn
rm /run/sabotage-chfn`,
} satisfies Sabotage;
