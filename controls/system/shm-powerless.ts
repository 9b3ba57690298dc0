import { defineControl } from '../control.ts';
import { judgeMount, POWERLESS, remountWishes } from './_mounts.ts';

export default defineControl({
  id: 'system.shm-powerless',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Nothing in /dev/shm can be started or lend rights',
  failureTitle: 'Something in /dev/shm can be started or lend rights',
  why: 'Memory that everybody may write to is where an intruder keeps programs that must not touch the disk.',
  references: ['ANSSI BP-028 R28', 'CIS Debian 12 1.1.2.2.2, 1.1.2.2.3, 1.1.2.2.4'],
  wants: () => remountWishes,
  needs: ['mounts'],
  check: ({ mounts }) => judgeMount(mounts, '/dev/shm', POWERLESS, 'sudo systemctl restart sclerite-mounts'),
});
