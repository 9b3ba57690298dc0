import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.udev-rules-known',
  break: `echo 'ACTION=="remove", SUBSYSTEM=="sclerite", RUN+="/usr/bin/true"' >/etc/udev/rules.d/99-usb.rules`,
  repair: `rm /etc/udev/rules.d/99-usb.rules`,
} satisfies Sabotage;
