import { gatewayUnit } from '../../openclaw/paths.ts';
import { defineControl } from '../control.ts';
import { isContainerInterface } from './_mounts.ts';
import { everyProcess } from './_processes.ts';

export default defineControl({
  id: 'gateway.writable-not-executable',
  layer: 'application',
  severity: 'high',
  title: 'The gateway cannot start a program that it wrote itself',
  failureTitle: 'The gateway can start a program that it wrote itself',
  why: 'The usual second step of a break-in is to download a program and start it. Where writing is possible, starting must not be.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd.exec.5.en.html#ExecPaths='],
  needs: ['gatewayProcesses'],
  check: ({ gatewayProcesses }) =>
    everyProcess(
      gatewayProcesses,
      ({ writableMounts }) => {
        const wrong = writableMounts.filter(({ path, executable }) => executable && !isContainerInterface(path));
        return wrong.length > 0 ? `writable and not noexec: ${wrong.map(({ path }) => path).join(', ')}` : undefined;
      },
      'every writable mount is noexec',
      `Restart it with its own unit: sudo systemctl revert ${gatewayUnit} && sudo systemctl restart ${gatewayUnit}`,
    ),
});
