import { baselineFile } from '../../facts/collector/baseline-program.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'integrity.baseline-pinned',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'The baseline on the server is the one that the last deploy took',
  failureTitle: 'The baseline on the server is not the one that the last deploy took',
  why: 'Whoever is root can take a new baseline and make every change look old; the digest on the operator’s machine is out of reach.',
  references: ['https://attack.mitre.org/techniques/T1070/', 'ANSSI BP-028 R77'],
  wants: () => ({ packages: ['python3'], files: [baselineFile] }),
  needs: ['baseline'],
  check({ baseline: { sha256, takenAt, size } }, { baseline: pinned }) {
    if (pinned === undefined) return cannotTell('no digest of a baseline is kept here: run ./sclerite deploy');
    const evidence = [
      `/var/lib/sclerite/baseline.json: sha256 ${sha256}, taken ${new Date(takenAt * 1000).toISOString().slice(0, 19)}Z, ${size} things`,
      `kept here: sha256 ${pinned}`,
    ];
    if (sha256 !== pinned)
      return fail(evidence, 'Treat the server as broken into until you know who did it: only root can write that file');
    return pass(evidence);
  },
});
