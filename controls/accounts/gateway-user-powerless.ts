import { groupsOf } from '../../facts/accounts.ts';
import { user } from '../../openclaw/paths.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const noShell = ['/usr/sbin/nologin', '/sbin/nologin', '/bin/false', '/usr/bin/false'];
/** Debian hands out system accounts below this. */
const FIRST_PERSON = 1000;

export default defineControl({
  id: 'accounts.gateway-user-powerless',
  layer: 'infrastructure',
  severity: 'high',
  title: 'The account OpenClaw runs as can do nothing but run it',
  failureTitle: 'The account OpenClaw runs as can do more than run it',
  why: 'An agent that was talked into something does it as this account: a group such as docker or adm would make it everybody.',
  references: ['ANSSI BP-028 R34', 'ANSSI BP-028 R35', 'CIS Debian 12 5.4.2.7'],
  needs: ['accounts'],
  check({ accounts }) {
    const account = accounts.users.find(({ name }) => name === user);
    if (!account) return cannotTell(`/etc/passwd: no ${user} yet`);
    const groups = groupsOf(accounts, user);
    const evidence = [
      `/etc/passwd: ${user} has uid ${account.uid} and shell ${account.shell}`,
      `/etc/group: ${user} is in ${groups.join(', ') || 'its own group only'}`,
      `passwd -S: ${user} ${account.password}`,
    ];
    const wrong =
      account.uid === 0 || account.uid >= FIRST_PERSON || !noShell.includes(account.shell) || groups.length > 0;
    if (wrong || account.password === 'set' || account.password === 'none') {
      return fail(evidence, `Take it away: sudo usermod -G "" -s ${noShell[0]} ${user} and sudo passwd -l ${user}`);
    }
    if (account.password === 'unknown') return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
