import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'accounts.passwords-shadowed',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every account keeps its password where only root can read it',
  failureTitle: 'An account keeps its password, or none, in a file for everybody',
  why: 'What stands in /etc/passwd can be read by the agent, and an empty field there is no password at all.',
  references: ['CIS Debian 12 7.2.1, 7.2.2', 'ANSSI BP-028 R68'],
  needs: ['accounts'],
  check({ accounts: { users } }) {
    const open = users.filter(({ isShadowed }) => !isShadowed);
    if (open.length > 0) {
      return fail(
        open.map(({ name }) => `/etc/passwd: ${name} has its password field there`),
        'Move it: sudo pwconv; then set it again, or lock it: sudo passwd -l NAME',
      );
    }
    if (users.length === 0) return cannotTell('/etc/passwd names nobody');
    return pass([`/etc/passwd: all ${users.length} accounts have x in place of a password`]);
  },
});
