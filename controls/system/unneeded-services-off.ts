import { defineControl } from '../control.ts';
import { judgeMasked, masked } from './_units.ts';

const UNITS = ['cron.service', 'qemu-guest-agent.service'];

export default defineControl({
  id: 'system.unneeded-services-off',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Services that nothing needs cannot start',
  failureTitle: 'A service that nothing needs can start',
  why: 'Both run whatever they are told as root: cron what anybody manages to lay into a folder (every daily job of Debian has a timer), the guest agent what the hypervisor says.',
  references: ['ANSSI BP-028 R62'],
  wants: () => ({ units: masked(UNITS) }),
  needs: ['units'],
  check: ({ units }) => judgeMasked(units, UNITS),
});
