import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.listeners-owned',
  break: `systemd-run --quiet --unit=sclerite-sabotage python3 -m http.server 18789 --bind 127.0.0.2
for try in 1 2 3 4 5 6 7 8 9 10; do
  ss -Hltn 'src 127.0.0.2:18789' | grep -q LISTEN && exit 0
  sleep 0.5
done
exit 1`,
  repair: 'systemctl stop sclerite-sabotage',
} satisfies Sabotage;
