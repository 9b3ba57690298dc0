import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.processes-known',
  break: `install -m 0755 /usr/bin/sleep /root/kworker
systemd-run --quiet --collect --unit=sclerite-sabotage --service-type=exec /root/kworker 900`,
  repair: `systemctl stop sclerite-sabotage
rm /root/kworker`,
} satisfies Sabotage;
