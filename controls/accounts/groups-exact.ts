import { groupsOf } from '../../facts/accounts.ts';
import { user as gatewayUser } from '../../openclaw/paths.ts';
import { AUDITOR } from '../../policy/people.ts';
import { defineControl, fail, pass } from '../control.ts';
import { rootLike } from './root-like-groups-empty.ts';

/** Debian's own accounts with a primary group that is named otherwise. */
const debians: Readonly<Record<string, string>> = {
  sync: 'nogroup',
  _apt: 'nogroup',
  nobody: 'nogroup',
  dhcpcd: 'nogroup',
  sshd: 'nogroup',
  games: 'games',
  man: 'man',
};

/** These have controls of their own, which name everybody in them. */
const elsewhere = new Set(['sudo', ...rootLike]);

export default defineControl({
  id: 'accounts.groups-exact',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'No account is in a group that it was not given here',
  failureTitle: 'An account is in a group that nobody here gave it',
  why: 'Membership outlives the reason for it: video, plugdev or netdev open devices, and a custom group opens what it was made for.',
  references: ['ANSSI BP-028 R30', 'https://wiki.debian.org/SystemGroups'],
  needs: ['accounts'],
  check({ accounts }) {
    // Three accounts have controls that allow them no group at all.
    const others = accounts.users.filter(({ name }) => !['root', AUDITOR, gatewayUser].includes(name));
    const extra = others.flatMap(({ name }) =>
      groupsOf(accounts, name)
        .filter((group) => group !== debians[name] && !elsewhere.has(group))
        .map((group) => `/etc/group: ${name} is in ${group}`),
    );
    if (extra.length > 0) return fail(extra, 'Find out what for; then: sudo deluser NAME GROUP');
    return pass([
      `/etc/group: ${others.length} accounts, each in its own group only, or in one that another control watches`,
    ]);
  },
});
