import type { Sabotage } from '../sabotage.ts';

/** It hangs: the process is there, the port is open, and nobody answers. */
export default {
  control: 'gateway.ready',
  break: 'kill -STOP "$(systemctl show --value --property=MainPID openclaw-gateway.service)"',
  repair: `kill -CONT "$(systemctl show --value --property=MainPID openclaw-gateway.service)"
for try in 1 2 3 4 5 6 7 8 9 10; do
  curl --silent --fail --output /dev/null --max-time 2 http://127.0.0.1:18789/readyz && exit 0
  sleep 0.5
done
exit 1`,
} satisfies Sabotage;
