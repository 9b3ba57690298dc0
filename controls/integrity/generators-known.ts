import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.generators-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every generator and sleep hook of systemd comes from a package',
  failureTitle: 'systemd runs a generator or hook that nobody here knows',
  why: 'Generators run as root before any unit does, at every boot and every reload, and no list of units shows them.',
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.generator.html'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'generators',
      "systemd's generators and hooks",
      'Read it, find out who put it there, then remove it',
    ),
});
