import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'accounts.root-locked',
  layer: 'infrastructure',
  severity: 'high',
  title: "Root's password is locked",
  failureTitle: 'Root has a password',
  why: 'Hetzner mails a root password when a server has no key, and the console takes it: a locked one opens neither console nor su.',
  references: ['ANSSI BP-028 R33', 'CIS Debian 12 5.4.2.4'],
  needs: ['accounts'],
  check({ accounts: { users } }) {
    const root = users.find(({ name }) => name === 'root');
    const evidence = [`passwd -S: root ${root?.password ?? '(not listed)'}`];
    if (root === undefined || root.password === 'unknown') return cannotTell(evidence.join());
    if (root.password !== 'locked') return fail(evidence, 'Lock it: sudo passwd -l root');
    return pass(evidence);
  },
});
