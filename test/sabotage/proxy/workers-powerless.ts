import type { Sabotage } from '../sabotage.ts';

const NAME = 'sclerite-sabotage';

/** A process among nginx's own that may do one thing more than they: what a flaw in the unit would show as. */
export default {
  control: 'proxy.workers-powerless',
  break: `systemd-run --quiet --unit=${NAME} --service-type=exec --property=User=www-data --property=NoNewPrivileges=yes \\
  --property=CapabilityBoundingSet=CAP_NET_BIND_SERVICE --property=AmbientCapabilities=CAP_NET_BIND_SERVICE \\
  --property=UMask=0077 /usr/bin/sleep 900
group=$(systemctl show --value --property=ControlGroup nginx.service)
systemctl show --value --property=MainPID ${NAME} >"/sys/fs/cgroup$group/cgroup.procs"`,
  repair: `systemctl stop ${NAME}`,
} satisfies Sabotage;
