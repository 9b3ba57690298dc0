import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.generators-known',
  break: `install -d /etc/systemd/system-generators
printf '#!/bin/sh\\nexit 0\\n' >/etc/systemd/system-generators/network-fix
chmod 0755 /etc/systemd/system-generators/network-fix`,
  repair: `rm /etc/systemd/system-generators/network-fix
rmdir --ignore-fail-on-non-empty /etc/systemd/system-generators`,
} satisfies Sabotage;
