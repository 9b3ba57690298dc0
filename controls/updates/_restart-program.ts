import { COLLECTOR_HOME } from '../../facts/collector/units.ts';
import type { WantedFile } from '../../policy/wanted.ts';

export const RESTART_PROGRAM = `${COLLECTOR_HOME}/restart-replaced`;
export const RESTART_UNIT = 'sclerite-restart.service';

/**
 * What needrestart does, in the part that a server needs: services that still map files which an update replaced are restarted;
 * the first process starts itself anew; for dbus, which everything hangs on, a reboot is asked for. Sessions are left alone.
 * Own, because needrestart brings seven packages and had a way to root of its own (CVE-2024-48990).
 */
const program = `#!/usr/bin/python3 -IS
"""Restarts the services that still run what an update has replaced. See controls/updates/services-restarted.ts of Sclerite."""
import glob, re, subprocess

GONE = re.compile(r' r-xp .* (/(usr|lib|bin|sbin|opt)\\b.*) \\(deleted\\)$', re.M)
UNIT = re.compile(r'/([^/\\n]+\\.service)(/|$)')

stale = set()
for folder in glob.glob('/proc/[0-9]*'):
    try:
        with open(folder + '/maps', errors='replace') as maps, open(folder + '/cgroup') as cgroup:
            if GONE.search(maps.read()):
                group = cgroup.read().strip().split('\\n')[-1]
                unit = UNIT.search(group)
                stale.add(unit[1] if unit else 'init.scope' if group.endswith('/init.scope') else 'session')
    except (FileNotFoundError, ProcessLookupError):
        pass  # gone while we looked
stale = {unit for unit in stale if unit != 'session' and not unit.startswith(('user@', '${RESTART_UNIT}'))}
if 'init.scope' in stale:
    subprocess.run(['systemctl', 'daemon-reexec'], check=True)
if 'dbus.service' in stale:
    with open('/run/reboot-required', 'a'), open('/run/reboot-required.pkgs', 'a') as packages:
        packages.write('dbus\\n')
services = sorted(stale - {'init.scope', 'dbus.service'})
if services:
    subprocess.run(['systemctl', 'try-restart', '--', *services], check=True)
print('restarted:', ' '.join(services) or 'nothing')
`;

const root = (path: string, mode: string, content: string): WantedFile => ({
  path,
  content,
  mode,
  owner: 'root',
  group: 'root',
});

/** The program, its unit, and the line that starts it after each unattended upgrade. */
export const restartFiles: readonly WantedFile[] = [
  root(RESTART_PROGRAM, '0755', program),
  root(
    `/etc/systemd/system/${RESTART_UNIT}`,
    '0644',
    [
      '[Unit]',
      'Description=Restart what still runs replaced files',
      '[Service]',
      'Type=oneshot',
      `ExecStart=${RESTART_PROGRAM}`,
      '',
    ].join('\n'),
  ),
  root(
    '/etc/systemd/system/apt-daily-upgrade.service.d/sclerite-restart.conf',
    '0644',
    `[Unit]\nOnSuccess=${RESTART_UNIT}\n`,
  ),
];
