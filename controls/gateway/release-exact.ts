import { release } from '../../openclaw/release.ts';
import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'gateway.release-exact',
  layer: 'application',
  severity: 'critical',
  title: 'OpenClaw and Node on the server are the pinned ones, to the byte',
  failureTitle: 'Files of OpenClaw or Node differ from the pinned release',
  why: 'Hundreds of packages run with the keys of the agent. One changed line in any of them, by a mirror, a plugin or an intruder, is code that nobody chose.',
  references: ['https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json', 'ANSSI BP-028 R59'],
  needs: ['releaseTree'],
  check({ releaseTree: { sha256, path } }) {
    const known = Object.entries(release.treeSha256).find(([, digest]) => digest === sha256);
    const evidence = [
      `sha256 of every path, mode and content under ${path}: ${sha256}`,
      known
        ? `openclaw/release.ts: ${release.id} for ${known[0]} has this digest`
        : `openclaw/release.ts: ${release.id} has ${Object.values(release.treeSha256).join(' or ')}`,
    ];
    return known
      ? pass(evidence)
      : fail(
          evidence,
          `Lay it anew: sudo rm -r ${path}, then run ./sclerite handover SERVER; before, look at what changed: find ${path} -newer ${path} -type f`,
        );
  },
});
