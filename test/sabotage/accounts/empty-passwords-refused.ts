import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.empty-passwords-refused',
  break: "sed -i 's/pam_unix.so $/pam_unix.so nullok/' /etc/pam.d/common-auth",
  repair: "sed -i 's/pam_unix.so nullok$/pam_unix.so /' /etc/pam.d/common-auth",
} satisfies Sabotage;
