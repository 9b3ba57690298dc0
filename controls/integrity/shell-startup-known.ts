import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.shell-startup-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'What shells read when somebody logs in comes from packages',
  failureTitle: 'Shells read a file at login that nobody here knows',
  why: 'The next admin who logs in runs it with the rights of the admin, and types the sudo password into whatever it started.',
  references: ['https://attack.mitre.org/techniques/T1546/004/'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'shellStartup',
      'start files of shells and logins',
      'Read it, find out who put it there, then remove it',
    ),
});
