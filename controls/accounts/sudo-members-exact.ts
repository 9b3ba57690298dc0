import { membersOf } from '../../facts/accounts.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Debian's own two rules, and no other. */
const principals = ['root', '%sudo'];

export default defineControl({
  id: 'accounts.sudo-members-exact',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'Only the admin may use sudo',
  failureTitle: 'Somebody else than the admin may use sudo',
  why: 'Every further name is a further way to root, and the one nobody remembers is the one that gets used.',
  references: ['ANSSI BP-028 R38', 'https://attack.mitre.org/techniques/T1548/003/'],
  needs: ['accounts', 'sudoers'],
  check({ accounts, sudoers: { rules } }, { admin }) {
    const members = membersOf(accounts, 'sudo');
    const named = [...new Set(rules.flatMap(({ who }) => who))];
    const evidence = [
      `cvtsudoers: rules for ${named.join(', ') || '(nobody)'}`,
      `/etc/group: sudo is ${members.join(', ') || '(empty)'}`,
    ];
    const wrong = [
      ...named.filter((name) => !principals.includes(name)).map((name) => `${name} has a rule of its own`),
      ...members.filter((name) => name !== admin).map((name) => `${name} is in group sudo`),
      ...(members.includes(admin) ? [] : [`${admin} is not in group sudo`]),
    ];
    if (wrong.length > 0)
      return fail(
        [...evidence, ...wrong],
        'Remove what is not the admin: sudo deluser NAME sudo, or the file under /etc/sudoers.d.',
      );
    if (!named.includes('%sudo'))
      return cannotTell('no rule for %sudo was found: the group may not be what gives the admin its power');
    return pass(evidence);
  },
});
