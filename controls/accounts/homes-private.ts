import { adminUser, auditorUser } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'accounts.homes-private',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Nobody may look into the home of another',
  failureTitle: 'The home of an account is open to others',
  why: 'Homes hold keys, histories and half-finished copies of configs; in a writable one somebody else writes the .profile.',
  references: ['CIS Debian 12 7.2.9', 'ANSSI BP-028 R50'],
  needs: ['guardedPaths', 'accounts'],
  check({ guardedPaths, accounts }, declared) {
    const homes = Object.values(guardedPaths).filter(
      ({ path, type }) => (path === '/root' || /^\/home\/[^/]+$/.test(path)) && type !== 'absent',
    );
    const expected = ['/root', adminUser(declared).home, auditorUser(declared).home];
    const evidence = homes.map(({ path, mode, owner }) => `stat ${path}: ${mode} ${owner}`);
    const ownerOf = (home: string) => accounts.users.find((user) => user.home === home)?.name;
    const open = homes.filter(
      ({ path, type, mode, owner }) => type !== 'directory' || !/^0[0-7]00$/.test(mode) || owner !== ownerOf(path),
    );
    if (open.length > 0) return fail(evidence, open.map(({ path }) => `sudo chmod 0700 ${path}`).join('; '));
    const unseen = expected.filter((path) => !homes.some((home) => home.path === path));
    if (unseen.length > 0) return cannotTell(`nobody saw ${unseen.join(', ')}`);
    return pass(evidence);
  },
});
