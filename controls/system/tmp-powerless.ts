import { defineControl } from '../control.ts';
import { judgeMount, POWERLESS, remountWishes } from './_mounts.ts';

export default defineControl({
  id: 'system.tmp-powerless',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Nothing in /tmp can be started or lend rights',
  failureTitle: 'Something in /tmp can be started or lend rights',
  why: '/tmp is the first place to which an intruder writes a program.',
  references: ['ANSSI BP-028 R28', 'CIS Debian 12 1.1.2.1.2, 1.1.2.1.3, 1.1.2.1.4'],
  wants: () => remountWishes,
  needs: ['mounts'],
  check: ({ mounts }) => judgeMount(mounts, '/tmp', POWERLESS, 'sudo systemctl restart sclerite-mounts'),
});
