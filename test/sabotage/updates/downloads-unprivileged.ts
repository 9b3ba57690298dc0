import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.downloads-unprivileged',
  break: `echo 'APT::Sandbox::User "root";' >/etc/apt/apt.conf.d/99-sabotage`,
  repair: `rm /etc/apt/apt.conf.d/99-sabotage`,
} satisfies Sabotage;
