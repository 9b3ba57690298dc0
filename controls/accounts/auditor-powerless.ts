import { groupsOf } from '../../facts/accounts.ts';
import { AUDITOR, auditorUser } from '../../policy/people.ts';
import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'accounts.auditor-powerless',
  layer: 'infrastructure',
  severity: 'high',
  title: "The auditor's account has no power of its own",
  failureTitle: "The auditor's account has power of its own",
  why: 'Its key may lie in a CI: what that key opens must be worth nothing to whoever steals it.',
  references: ['ANSSI BP-028 R38'],
  wants: (declared) => ({ users: [auditorUser(declared)] }),
  needs: ['accounts'],
  check({ accounts }) {
    const account = accounts.users.find(({ name }) => name === AUDITOR);
    if (!account)
      return fail(
        [`/etc/passwd: no ${AUDITOR}`],
        'Run ./sclerite converge: without this account nobody can ask for the facts.',
      );
    const groups = groupsOf(accounts, AUDITOR);
    const evidence = [
      `/etc/passwd: ${AUDITOR} has uid ${account.uid}`,
      `/etc/group: ${AUDITOR} is in ${groups.join(', ') || 'its own group only'}`,
      `passwd -S: ${AUDITOR} ${account.password}`,
    ];
    if (account.uid === 0 || groups.length > 0 || account.password !== 'locked') {
      return fail(evidence, `Take it away: sudo usermod -G "" ${AUDITOR} and sudo passwd -l ${AUDITOR}`);
    }
    return pass(evidence);
  },
});
