import { gatewayUnit, home, workspace } from '../../openclaw/paths.ts';
import { defineControl } from '../control.ts';
import { isContainerInterface, isDisk } from './_mounts.ts';
import { everyProcess } from './_processes.ts';

/** Its state, the agent's workspace, and temporary folders that are private to the unit. */
const allowed: readonly string[] = [home, workspace, '/tmp', '/var/tmp'];

export default defineControl({
  id: 'gateway.disk-read-only',
  layer: 'application',
  severity: 'high',
  title: 'The gateway can write to its state and its workspace only',
  failureTitle: 'The gateway can write to other parts of the disk',
  why: 'What an agent can write, an attacker can leave behind: a changed program, a start-up file, a key. Owners and modes stop most of it; a read-only mount stops all of it.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd.exec.5.en.html#ProtectSystem='],
  needs: ['gatewayProcesses'],
  check: ({ gatewayProcesses }) =>
    everyProcess(
      gatewayProcesses,
      ({ writableMounts }) => {
        const wrong = writableMounts.filter(
          ({ path, type }) => isDisk(type) && !allowed.includes(path) && !isContainerInterface(path),
        );
        return wrong.length > 0
          ? `writable: ${wrong.map(({ path, type }) => `${path} (${type})`).join(', ')}`
          : undefined;
      },
      `of all disks it can write to ${home} and ${workspace} only`,
      `Restart it with its own unit: sudo systemctl revert ${gatewayUnit} && sudo systemctl restart ${gatewayUnit}`,
    ),
});
