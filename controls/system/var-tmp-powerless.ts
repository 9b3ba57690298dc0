import { defineControl } from '../control.ts';
import { bindWishes, judgeMount, POWERLESS } from './_mounts.ts';

export default defineControl({
  id: 'system.var-tmp-powerless',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Nothing in /var/tmp can be started or lend rights',
  failureTitle: 'Something in /var/tmp can be started or lend rights',
  why: 'What lies in /var/tmp survives a reboot: a program left there waits for its time.',
  references: ['ANSSI BP-028 R28', 'CIS Debian 12 1.1.2.5.2, 1.1.2.5.3, 1.1.2.5.4'],
  wants: () => bindWishes('/var/tmp', POWERLESS),
  needs: ['mounts'],
  check: ({ mounts }) => judgeMount(mounts, '/var/tmp', POWERLESS, 'sudo systemctl restart var-tmp.mount'),
});
