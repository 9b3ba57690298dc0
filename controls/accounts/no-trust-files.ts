import { TRUST_NAMES } from '../../facts/guarded-paths.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const isTrustFile = (path: string) =>
  path.endsWith('hosts.equiv') || TRUST_NAMES.some((name) => path.endsWith(`/${name}`));

export default defineControl({
  id: 'accounts.no-trust-files',
  layer: 'infrastructure',
  severity: 'low',
  title: 'No file trusts another host, or keeps a password for one',
  failureTitle: 'A file trusts another host, or keeps a password for one',
  why: 'An .rhosts waits for the program that still believes in it; a .netrc holds passwords in clear, and .forward runs programs.',
  references: ['CIS Debian 12 7.2.10', 'https://man.openbsd.org/sshd#FILES'],
  needs: ['guardedPaths'],
  check({ guardedPaths }) {
    const looked = Object.values(guardedPaths).filter(({ path }) => isTrustFile(path));
    const found = looked.filter(({ type }) => type !== 'absent');
    if (found.length > 0) {
      return fail(
        found.map(({ path, mode, owner }) => `stat ${path}: ${mode} ${owner}`),
        `See what it is for, then remove it: ${found.map(({ path }) => path).join(' ')}`,
      );
    }
    if (looked.length === 0) return cannotTell('nobody looked for them');
    return pass([`none of ${TRUST_NAMES.join(', ')} in any home, no hosts.equiv`]);
  },
});
