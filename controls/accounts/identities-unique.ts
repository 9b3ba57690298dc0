import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'accounts.identities-unique',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Every name and every number belongs to one account',
  failureTitle: 'Two accounts share a name or a number',
  why: 'Two names with one number are one account with two passwords; files and logs cannot tell them apart.',
  references: ['ANSSI BP-028 R35', 'CIS Debian 12 5.4.2.2, 5.4.2.3, 7.2.3, 7.2.5 to 7.2.8'],
  needs: ['accounts'],
  check({ accounts: { users, groups } }) {
    // The number 0 has a control of its own.
    const shared = [
      ...twice(users.map(({ name }) => name)).map((name) => `/etc/passwd: ${name} stands there twice`),
      ...twice(users.map(({ uid }) => uid).filter((uid) => uid !== 0)).map(
        (uid) => `/etc/passwd: two accounts have number ${uid}`,
      ),
      ...twice(groups.map(({ name }) => name)).map((name) => `/etc/group: ${name} stands there twice`),
      ...twice(groups.map(({ gid }) => gid)).map((gid) => `/etc/group: two groups have number ${gid}`),
      ...users
        .filter(({ gid }) => !groups.some((group) => group.gid === gid))
        .map(({ name, gid }) => `/etc/passwd: ${name} is in group ${gid}, which has no name`),
      ...users.filter(({ uid, gid }) => gid === 0 && uid !== 0).map(({ name }) => `/etc/passwd: ${name} has group 0`),
    ];
    if (shared.length > 0)
      return fail(shared, 'Find out which came later, and remove it: sudo userdel NAME, sudo groupdel NAME');
    return pass([`/etc/passwd, /etc/group: ${users.length} accounts and ${groups.length} groups, all different`]);
  },
});

const twice = <T>(values: readonly T[]) => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];
