import { gatewayUnit } from '../../openclaw/paths.ts';
import { defineControl } from '../control.ts';
import { everyProcess } from './_processes.ts';

/** What a process has or could still get. CapInh alone gives nothing: it needs a file with capabilities, which this forbids. */
const sets = ['CapPrm', 'CapEff', 'CapBnd', 'CapAmb'] as const;

export default defineControl({
  id: 'gateway.no-privileges',
  layer: 'application',
  severity: 'critical',
  title: 'The gateway has no privilege and can gain none',
  failureTitle: 'The gateway has a privilege, or could gain one',
  why: 'One capability, or one setuid program it may still use, is often a straight way to root.',
  references: ['https://manpages.debian.org/trixie/manpages/capabilities.7.en.html', 'ANSSI BP-028 R64'],
  needs: ['gatewayProcesses'],
  check: ({ gatewayProcesses }) =>
    everyProcess(
      gatewayProcesses,
      ({ capabilities, noNewPrivileges }) => {
        const words = [
          ...sets
            .filter((set) => !/^0+$/.test(capabilities[set] ?? 'unknown'))
            .map((set) => `${set} ${capabilities[set] ?? '(not reported)'}`),
          ...(noNewPrivileges ? [] : ['NoNewPrivs 0']),
        ];
        return words.length > 0 ? words.join(', ') : undefined;
      },
      'no capability in any set, NoNewPrivs 1',
      `Restart it with its own unit: sudo systemctl revert ${gatewayUnit} && sudo systemctl restart ${gatewayUnit}`,
    ),
});
