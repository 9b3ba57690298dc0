import { defineControl } from '../control.ts';
import { judgeMasked, masked } from './_units.ts';

const UNITS = [
  'sleep.target',
  'suspend.target',
  'hibernate.target',
  'hybrid-sleep.target',
  'suspend-then-hibernate.target',
];

export default defineControl({
  id: 'system.sleep-off',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The server cannot be put to sleep',
  failureTitle: 'The server can be put to sleep',
  why: 'A server that sleeps answers nobody, and a hibernated one has written its memory, keys included, to the disk.',
  references: ['ANSSI BP-028 R62'],
  wants: () => ({ units: masked(UNITS) }),
  needs: ['units'],
  check: ({ units }) => judgeMasked(units, UNITS),
});
