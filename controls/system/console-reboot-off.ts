import { defineControl } from '../control.ts';
import { judgeMasked, masked } from './_units.ts';

const UNITS = ['ctrl-alt-del.target'];

export default defineControl({
  id: 'system.console-reboot-off',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Ctrl-Alt-Del at the console restarts nothing',
  failureTitle: 'Ctrl-Alt-Del at the console restarts the server',
  why: 'Whoever sees the console, or a slip in it, takes the agent down without any login.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd.special.7.en.html'],
  wants: () => ({ units: masked(UNITS) }),
  needs: ['units'],
  check: ({ units }) => judgeMasked(units, UNITS),
});
