import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.listeners-exact',
  break: `systemd-run --quiet --unit=sclerite-sabotage python3 -m http.server 8765 --bind 0.0.0.0
for try in 1 2 3 4 5 6 7 8 9 10; do
  ss -Hltn 'sport = :8765' | grep -q LISTEN && exit 0
  sleep 0.5
done
exit 1`,
  repair: 'systemctl stop sclerite-sabotage',
} satisfies Sabotage;
