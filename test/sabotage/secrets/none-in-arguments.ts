import type { Sabotage } from '../sabotage.ts';

/** Started without systemd, which would write the command line into the journal as well. */
export default {
  control: 'secrets.none-in-arguments',
  break: `(exec -a "agent --api-key=$(printf 'sk-ant-api03-%s' sabotagesabotagesabotage)" setsid sleep 900 </dev/null >/dev/null 2>&1) &
echo $! >/run/sclerite-sabotage.pid`,
  repair: `kill "$(cat /run/sclerite-sabotage.pid)"
rm /run/sclerite-sabotage.pid`,
} satisfies Sabotage;
