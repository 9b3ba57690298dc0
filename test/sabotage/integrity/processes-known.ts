import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.processes-known',
  break: `install -m 0755 /usr/bin/sleep /var/tmp/kworker
systemd-run --quiet --unit=sclerite-sabotage --service-type=exec /var/tmp/kworker 900`,
  repair: `systemctl stop sclerite-sabotage
rm /var/tmp/kworker`,
} satisfies Sabotage;
