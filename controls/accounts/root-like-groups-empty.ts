import { groupsOf } from '../../facts/accounts.ts';
import { user as gatewayUser } from '../../openclaw/paths.ts';
import { AUDITOR } from '../../policy/people.ts';
import { defineControl, fail, pass } from '../control.ts';

/** Each of these reads every file, every log or every disk, or starts containers as root. */
export const rootLike = [
  'adm',
  'disk',
  'docker',
  'incus-admin',
  'kmem',
  'libvirt',
  'lxd',
  'root',
  'shadow',
  'staff',
  'systemd-journal',
  'wheel',
];

export default defineControl({
  id: 'accounts.root-like-groups-empty',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Nobody is in a group that amounts to root',
  failureTitle: 'Somebody is in a group that amounts to root',
  why: 'Cloud images put their user into adm, and every Docker guide into docker: root without a password and without a trace of sudo.',
  references: [
    'https://wiki.debian.org/SystemGroups',
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
  ],
  needs: ['accounts'],
  check({ accounts }) {
    // Two accounts have controls of their own, which allow them no group at all.
    const people = accounts.users.filter(({ name }) => !['root', AUDITOR, gatewayUser].includes(name));
    const inside = people.flatMap(({ name }) =>
      groupsOf(accounts, name)
        .filter((group) => rootLike.includes(group))
        .map((group) => `/etc/group: ${name} is in ${group}`),
    );
    if (inside.length > 0) return fail(inside, 'Take them out: sudo deluser NAME GROUP');
    return pass([`/etc/group: nobody of ${people.length} accounts is in ${rootLike.join(', ')}`]);
  },
});
