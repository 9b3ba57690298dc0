import { defineControl } from '../control.ts';
import { judgeMasked, masked } from './_units.ts';

const UNITS = ['debug-shell.service', 'sys-kernel-debug.mount', 'sys-kernel-tracing.mount'];

export default defineControl({
  id: 'system.debug-off',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The doors for debugging the system are shut',
  failureTitle: 'A door for debugging the system is open',
  why: "The debug shell is root without a password on a console; the kernel's own debug files show and change what no privilege check guards.",
  references: ['ANSSI BP-028 R62'],
  wants: () => ({ units: masked(UNITS) }),
  needs: ['units'],
  check: ({ units }) => judgeMasked(units, UNITS),
});
