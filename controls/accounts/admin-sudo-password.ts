import { adminUser } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'accounts.admin-sudo-password',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'The admin has a password for sudo to ask for',
  failureTitle: 'The admin has no usable password',
  why: 'Key and password together make root. An empty password is none at all; a locked one leaves nobody who can become root.',
  references: ['https://www.sudo.ws/docs/man/sudoers.man/#Authentication_and_logging'],
  // The password itself is set at handover and lives in the operator's secret store.
  wants: (declared) => ({ users: [adminUser(declared)] }),
  needs: ['accounts'],
  check({ accounts: { users } }, { admin }) {
    const account = users.find(({ name }) => name === admin);
    const evidence = [`passwd -S: ${admin} ${account?.password ?? '(no such account)'}`];
    if (account?.password === 'unknown') return cannotTell(evidence.join());
    if (account?.password !== 'set')
      return fail(evidence, 'Run ./sclerite converge: the handover sets the password from your secret store.');
    return pass(evidence);
  },
});
