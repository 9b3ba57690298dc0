import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.apt-config-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every setting, hook and preference of apt and dpkg comes from a package or is wanted',
  failureTitle: 'apt or dpkg reads a setting, hook or preference that nobody here knows',
  why: 'A hook (DPkg::Post-Invoke) runs as root at every update; a preference can pin a package to its last hole for ever.',
  references: [
    'https://manpages.debian.org/trixie/apt/apt.conf.5.en.html',
    'https://attack.mitre.org/techniques/T1546/016/',
  ],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'aptConfig',
      'settings of apt and dpkg',
      'Read it, find out who put it there, then remove it',
    ),
});
