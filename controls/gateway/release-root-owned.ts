import { currentRelease, optDirectory, releasesDirectory } from '../../openclaw/paths.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const folders = [optDirectory, releasesDirectory] as const;

export default defineControl({
  id: 'gateway.release-root-owned',
  layer: 'application',
  severity: 'high',
  title: 'Only root can change the installed release',
  failureTitle: 'Somebody other than root can change the installed release',
  why: 'A gateway that may write its own program can be made to do so once, and every later start then runs what was left there.',
  references: ['https://docs.openclaw.ai/gateway/security', 'ANSSI BP-028 R50'],
  needs: ['releaseLink', 'releaseOwners'],
  check({ releaseLink, releaseOwners }) {
    // Modes inside a release are part of its digest, `gateway.release-exact`; these two stand above it.
    const entries = folders.map((path) => ({ path, entry: releaseLink[path] }));
    const evidence = entries.map(({ path, entry }) =>
      entry && entry.error === undefined && entry.type !== 'absent'
        ? `stat ${path}: ${entry.type} ${entry.mode} ${entry.owner}:${entry.group}`
        : `stat ${path}: ${entry?.error ?? entry?.type ?? '(not read)'}`,
    );
    const open = entries.some(
      ({ entry }) => entry?.mode && (entry.owner !== 'root' || (Number.parseInt(entry.mode, 8) & 0o022) !== 0),
    );
    if (open || releaseOwners.length > 0) {
      return fail(
        [...evidence, ...releaseOwners.map((path) => `find ${optDirectory}: ${path} is not root's`)],
        `Take it back: sudo chown -hR root:root ${optDirectory}; sudo chmod go-w ${folders.join(' ')}; link in use: ${currentRelease}`,
      );
    }
    if (entries.some(({ entry }) => !entry?.mode)) return cannotTell(evidence.join('; '));
    return pass([...evidence, `find ${optDirectory}: everything below is root's`]);
  },
});
