import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.journal-persistent',
  break: `printf '[Journal]\\nStorage=volatile\\n' >/etc/systemd/journald.conf.d/zz-sabotage.conf
systemctl restart systemd-journald
logger sabotage
journalctl --sync`,
  repair: `rm /etc/systemd/journald.conf.d/zz-sabotage.conf
systemctl restart systemd-journald
journalctl --flush`,
} satisfies Sabotage;
