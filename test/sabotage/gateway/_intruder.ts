import { gatewayUnit } from '../../../openclaw/paths.ts';
import type { Sabotage } from '../sabotage.ts';

const NAME = 'sclerite-sabotage';

/** As the gateway itself is confined, in as far as a control looks at it. */
const confined = {
  User: 'openclaw',
  Group: 'openclaw',
  UMask: '0077',
  NoNewPrivileges: 'yes',
  CapabilityBoundingSet: '',
  ProtectSystem: 'strict',
  ProtectHome: 'yes',
  PrivateTmp: 'yes',
  PrivateDevices: 'yes',
  ReadWritePaths: '/var/lib/openclaw /srv/openclaw/workspace',
  NoExecPaths: '/var/lib/openclaw /srv/openclaw/workspace /run /tmp /var/tmp /dev',
  SystemCallFilter: '@system-service',
};

/**
 * A process that gets into the gateway's control group with one thing wrong about it: what a flaw in the unit would show as,
 * without restarting the gateway.
 *
 * @param wrong systemd's properties that differ from the gateway's; undefined leaves one out
 */
export function intruder(
  wrong: Readonly<Record<string, string | undefined>>,
  command = '/usr/bin/sleep 900',
): Pick<Sabotage, 'break' | 'repair'> {
  const properties = Object.entries({ ...confined, ...wrong }).filter(([, value]) => value !== undefined);
  const options = properties.map(([name, value]) => `--property='${name}=${value}'`).join(' ');
  return {
    break: `systemd-run --quiet --unit=${NAME} --service-type=exec ${options} ${command}
group=$(systemctl show --value --property=ControlGroup ${gatewayUnit})
systemctl show --value --property=MainPID ${NAME} >"/sys/fs/cgroup$group/cgroup.procs"`,
    repair: `systemctl stop ${NAME}`,
  };
}
