import { currentRelease, releasesDirectory } from '../../openclaw/paths.ts';
import { release } from '../../openclaw/release.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Relative or absolute: both name the same folder. */
const targets: readonly string[] = [`releases/${release.id}`, `${releasesDirectory}/${release.id}`];

export default defineControl({
  id: 'gateway.release-pinned',
  layer: 'application',
  severity: 'high',
  title: `OpenClaw ${release.openclaw} is the release in use`,
  failureTitle: 'Another release of OpenClaw is in use than the one that was chosen',
  why: 'OpenClaw publishes every few days, and holes are fixed in some of those releases and opened in others. What runs must be what was looked at.',
  references: ['https://github.com/openclaw/openclaw/security/advisories'],
  needs: ['releaseLink'],
  check({ releaseLink }) {
    const link = releaseLink[currentRelease];
    if (link === undefined || link.error !== undefined) {
      return cannotTell(`readlink ${currentRelease}: ${link?.error ?? '(not read)'}`);
    }
    const evidence = [`readlink ${currentRelease}: ${link.target ?? link.type}, wanted is ${targets[0]}`];
    return link.type === 'link' && targets.includes(link.target ?? '')
      ? pass(evidence)
      : fail(evidence, 'Run ./sclerite handover SERVER: it installs the pinned release and switches to it');
  },
});
