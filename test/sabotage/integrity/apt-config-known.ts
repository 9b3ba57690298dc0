import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.apt-config-known',
  break: `echo 'DPkg::Post-Invoke { "true"; };' >/etc/apt/apt.conf.d/99vendor`,
  repair: `rm /etc/apt/apt.conf.d/99vendor`,
} satisfies Sabotage;
