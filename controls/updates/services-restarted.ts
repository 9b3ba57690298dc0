import type { RunningProgram } from '../../facts/running-programs.ts';
import { defineControl, fail, pass } from '../control.ts';
import { RESTART_UNIT, restartFiles } from './_restart-program.ts';

/** Sessions of people end with their logout; restarting them would throw somebody out. */
const isSession = ({ unit }: RunningProgram) =>
  (unit.endsWith('.scope') && unit !== 'init.scope') || /^user@\d+\.service$/.test(unit);
/** Everything hangs on it: dbus gives up its clients when it goes, so only a reboot replaces it. */
const needsReboot = ({ unit }: RunningProgram) => unit === 'dbus.service';

const describe = ({ pid, name, unit, replaced }: RunningProgram) =>
  `/proc/${pid}/maps: ${name} (${unit}) still runs the former ${replaced.slice(0, 3).join(', ')}${replaced.length > 3 ? `, and ${replaced.length - 3} more` : ''}`;

export default defineControl({
  id: 'updates.services-restarted',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Services run the libraries that updates brought',
  failureTitle: 'Services still run libraries that updates replaced',
  why: 'An update of OpenSSL or libc closes a hole on the disk; sshd and the gateway keep it open in memory until somebody restarts them.',
  references: ['https://wiki.debian.org/UnattendedUpgrades', 'CIS Debian 12 1.2.2.1'],
  wants: () => ({
    packages: ['python3'],
    files: restartFiles,
    directories: [
      { path: '/etc/systemd/system/apt-daily-upgrade.service.d', mode: '0755', owner: 'root', group: 'root' },
    ],
  }),
  needs: ['runningPrograms', 'updateStamps'],
  check({ runningPrograms, updateStamps: { rebootRequiredSince } }) {
    const old = runningPrograms.filter((program) => program.replaced.length > 0 && !isSession(program));
    const waits = rebootRequiredSince === undefined ? [] : old.filter(needsReboot);
    const stale = old.filter((program) => !waits.includes(program));
    if (stale.length > 0) {
      return fail(
        stale.map(describe),
        stale.every(needsReboot)
          ? 'Reboot it: sudo systemctl reboot'
          : `sudo systemctl start --no-block ${RESTART_UNIT}`,
      );
    }
    return pass([
      `/proc/*/maps: ${runningPrograms.length} programs; no service runs a file that was replaced`,
      ...waits.map((program) => `${describe(program)}: waits for the reboot that is asked for`),
    ]);
  },
});
