import type { Sabotage } from '../sabotage.ts';

/** What an update does to a service: its library is another file now, and it goes on with the former. */
export default {
  control: 'updates.services-restarted',
  break: `cp /usr/lib/x86_64-linux-gnu/libz.so.1 /usr/lib/x86_64-linux-gnu/libsabotage.so
systemd-run --quiet --unit=sclerite-sabotage --service-type=exec /usr/bin/python3 -c 'import ctypes, time; ctypes.CDLL("libsabotage.so"); open("/run/sabotage-loaded", "w"); time.sleep(900)'
timeout 10 sh -c 'until [ -e /run/sabotage-loaded ]; do sleep 0.1; done'
rm /usr/lib/x86_64-linux-gnu/libsabotage.so /run/sabotage-loaded`,
  repair: `systemctl stop sclerite-sabotage`,
} satisfies Sabotage;
