import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.boot-hooks-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every script and setting that boot, network and log rotation read comes from a package or is wanted',
  failureTitle: 'Boot, network or log rotation reads a file that nobody here knows',
  why: 'rc.local, an if-up script or a logrotate postrotate line runs as root without anybody calling it; each is older, and looked at less, than systemd.',
  references: ['https://attack.mitre.org/techniques/T1037/004/'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'bootHooks',
      'hooks of boot, network and logs',
      'Read it, find out who put it there, then remove it',
    ),
});
