import { gatewayUnit } from '../../openclaw/paths.ts';
import { defineControl } from '../control.ts';
import { everyProcess } from './_processes.ts';

export default defineControl({
  id: 'gateway.syscalls-filtered',
  layer: 'application',
  severity: 'medium',
  title: 'The kernel refuses the gateway system calls it does not need',
  failureTitle: 'A process of the gateway may use every system call',
  why: 'Most ways from an unprivileged process to root go through a system call that a chat agent never needs.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd.exec.5.en.html#SystemCallFilter='],
  needs: ['gatewayProcesses'],
  check: ({ gatewayProcesses }) =>
    everyProcess(
      gatewayProcesses,
      ({ systemCallFilters }) =>
        systemCallFilters > 0 ? undefined : 'Seccomp_filters: none beyond those of the whole system',
      'Seccomp_filters: at least one of its own',
      `Restart it with its own unit: sudo systemctl revert ${gatewayUnit} && sudo systemctl restart ${gatewayUnit}`,
    ),
});
