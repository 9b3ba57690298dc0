import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'integrity.sums-kept',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'The sums that packages are held against have not changed without a new version',
  failureTitle: 'The sums of a package changed although its version did not',
  why: 'dpkg keeps its sums beside the files: who replaces sshd replaces its sum too, and dpkg --verify finds nothing.',
  references: ['https://manpages.debian.org/trixie/dpkg-dev/deb-md5sums.5.en.html'],
  needs: ['baseline'],
  check({ baseline: { differences } }) {
    const changed = differences
      .filter(({ kind }) => kind === 'sums')
      .map(({ name }) => name.split(' ') as [string, string]);
    if (changed.length > 0) {
      return fail(
        changed.map(
          ([name, version]) =>
            `/var/lib/dpkg/info/${name}.md5sums: another one than at the last deploy, still version ${version}`,
        ),
        `Treat the server as broken into until you know who did it; compare with: apt-get download ${changed.map(([name]) => name).join(' ')}`,
      );
    }
    return pass(['/var/lib/dpkg/info: the sums of every package are those of the last deploy, or of a newer version']);
  },
});
