import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.journal-bounded',
  break: `printf '[Journal]\\nSystemMaxUse=4G\\n' >/etc/systemd/journald.conf.d/zz-sabotage.conf
systemctl restart systemd-journald
journalctl --flush --sync`,
  repair: `rm /etc/systemd/journald.conf.d/zz-sabotage.conf
systemctl restart systemd-journald
journalctl --flush --sync`,
} satisfies Sabotage;
