import { defineControl } from '../control.ts';
import { noTraces } from './_traces.ts';

export default defineControl({
  id: 'secrets.none-in-arguments',
  layer: 'application',
  severity: 'high',
  title: 'No process has a secret on its command line',
  failureTitle: 'A process has a secret on its command line',
  why: 'Command lines are in every process list, every crash report and most monitoring.',
  references: ['https://manpages.debian.org/trixie/manpages/proc_pid_cmdline.5.en.html'],
  needs: ['secretTraces'],
  check: ({ secretTraces }) =>
    noTraces(
      secretTraces.arguments,
      '/proc/*/cmdline',
      'See which program it is: ps -o pid,user,comm PID. Give it the secret through a file or a credential, and change it where it was issued',
    ),
});
