import { cannotTell, defineControl, fail, pass } from '../control.ts';

/**
 * The last day on which Debian's security team cares for a release; after it only the LTS volunteers do, for a part of the
 * packages. Three years after the release, as https://wiki.debian.org/DebianReleases has it.
 */
const supportedUntil: Readonly<Record<string, string>> = {
  '11': '2024-08-14',
  '12': '2026-06-10',
  '13': '2028-08-09',
};

export default defineControl({
  id: 'updates.release-supported',
  layer: 'infrastructure',
  severity: 'high',
  title: "Debian's security team supports this release",
  failureTitle: "Debian's security team no longer supports this release",
  why: 'After the end of support the archives stay reachable and every update run succeeds, but new holes are no longer fixed.',
  references: ['https://wiki.debian.org/DebianReleases'],
  needs: ['osRelease'],
  check({ osRelease: { id, versionId, at } }) {
    const read = `/usr/lib/os-release: ${id} ${versionId}`;
    const until = id === 'debian' ? supportedUntil[versionId] : undefined;
    if (until === undefined) return cannotTell(`${read}: this version of Sclerite knows no end of support for it`);
    const today = new Date(at * 1000).toISOString().slice(0, 10);
    const evidence = [read, `supported until ${until}; the server's clock says ${today}`];
    return today > until
      ? fail(evidence, 'Deploy a new server from the current release and move the workspace to it')
      : pass(evidence);
  },
});
