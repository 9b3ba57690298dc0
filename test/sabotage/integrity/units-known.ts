import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.units-known',
  break: `printf '[Service]\\nExecStart=/usr/bin/true\\n' >/etc/systemd/system/dbus-monitor.service`,
  repair: 'rm /etc/systemd/system/dbus-monitor.service',
} satisfies Sabotage;
