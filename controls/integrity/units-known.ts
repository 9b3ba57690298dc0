import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.units-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every unit and drop-in of systemd comes from a package or is wanted',
  failureTitle: 'systemd has a unit or drop-in that nobody here knows',
  why: 'A unit file is the most common way to stay: it runs as root, comes back after every reboot, and looks like all the others.',
  references: ['https://attack.mitre.org/techniques/T1543/002/'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'units',
      "systemd's unit folders",
      'Find out who put it there (journalctl, and the times above), then disable and remove it',
    ),
});
