import { defineControl } from '../control.ts';
import { judgeRunning } from './_units.ts';

const UNITS = ['logrotate.timer'];

export default defineControl({
  id: 'system.logs-rotated',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Log files are rotated before they fill the disk',
  failureTitle: 'Log files grow until the disk is full',
  why: 'Files beside the journal know no limit of their own: fail2ban writes one, and so does every guess at a password.',
  references: ['ANSSI BP-028 R71'],
  wants: () => ({ packages: ['logrotate'], units: [{ name: 'logrotate.timer', enabled: 'enabled', active: true }] }),
  needs: ['units'],
  check: ({ units }) => judgeRunning(units, UNITS),
});
