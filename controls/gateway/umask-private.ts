import { gatewayUnit } from '../../openclaw/paths.ts';
import { defineControl } from '../control.ts';
import { everyProcess } from './_processes.ts';

export default defineControl({
  id: 'gateway.umask-private',
  layer: 'application',
  severity: 'high',
  title: 'What the gateway writes is readable by nobody else',
  failureTitle: 'The gateway writes files that others can read',
  why: 'Modes set once do not last: the gateway rewrites its files, and each new one gets what the umask leaves. Transcripts and pairings are among them.',
  references: ['https://github.com/openclaw/openclaw/issues/68709', 'ANSSI BP-028 R36'],
  needs: ['gatewayProcesses'],
  check: ({ gatewayProcesses }) =>
    everyProcess(
      gatewayProcesses,
      // Group and others lose everything; what the owner keeps is the owner's business.
      ({ umask }) => (/^[0-7]*77$/.test(umask) ? undefined : `Umask ${umask}`),
      'Umask takes everything from group and others',
      `Restart it with its own unit: sudo systemctl revert ${gatewayUnit} && sudo systemctl restart ${gatewayUnit}`,
    ),
});
