import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.bus-rules-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every rule of polkit and D-Bus comes from a package',
  failureTitle: 'polkit or D-Bus follows a rule that nobody here knows',
  why: 'One line of polkit lets an account start units as root without sudo, without a password, and without a trace in sudoers.',
  references: ['https://www.freedesktop.org/software/polkit/docs/latest/polkit.8.html'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'busRules',
      'rules of polkit and D-Bus',
      'Read it, find out who put it there, then remove it',
    ),
});
