import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'accounts.one-root',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'Only root is root',
  failureTitle: 'Another account has the user id 0',
  why: 'The kernel knows numbers, not names: a second account with number 0 is root under another name.',
  references: ['CIS Debian 12 5.4.2.1'],
  needs: ['accounts'],
  check({ accounts: { users } }) {
    const roots = users.filter(({ uid }) => uid === 0).map(({ name }) => name);
    const evidence = [`/etc/passwd: uid 0 is ${roots.join(', ') || '(nobody)'}`];
    if (roots.length !== 1 || roots[0] !== 'root')
      return fail(evidence, 'Remove every other name: sudo userdel -f NAME');
    return pass(evidence);
  },
});
