import type { Sabotage } from '../sabotage.ts';

/** Started without systemd, which would write the command line into the journal as well. */
export default {
  control: 'secrets.none-in-arguments',
  break: `setsid --fork bash -c 'echo $$ >/run/sclerite-sabotage.pid; exec -a "$1" sleep 900' sabotage \\
  "agent --api-key=$(printf 'sk-ant-api03-%s' sabotagesabotagesabotage)" </dev/null >/dev/null 2>&1
until [ -s /run/sclerite-sabotage.pid ]; do sleep 0.1; done`,
  repair: `kill "$(cat /run/sclerite-sabotage.pid)"
rm /run/sclerite-sabotage.pid`,
} satisfies Sabotage;
