import type { ChangedFile } from '../../facts/package-files.ts';
import { defineControl, fail, pass } from '../control.ts';
import { describeChanged } from './_changed.ts';

/** Images leave out what nobody reads on a server; nothing runs from there. */
const isReading = ({ path, what }: ChangedFile) =>
  what === 'missing' && /^\/usr\/share\/(doc|man|info|locale|lintian|bug)\//.test(path);

export default defineControl({
  id: 'integrity.packages-intact',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'Every file of every package is as Debian built it',
  failureTitle: 'A file of a package is not what Debian built',
  why: 'A changed sshd, sudo or library is how an intruder stays without a file of his own; every list of processes and packages looks as before.',
  references: ['https://manpages.debian.org/trixie/dpkg/dpkg.1.en.html', 'https://attack.mitre.org/techniques/T1554/'],
  needs: ['packageFiles'],
  check({ packageFiles }) {
    const files = packageFiles.filter((file) => !file.isSetting && !isReading(file));
    const changed = files.filter(({ isImages }) => !isImages);
    if (changed.length > 0) {
      const names = [...new Set(changed.map((file) => file.package).filter(Boolean))];
      return fail(
        describeChanged(changed),
        names.length > 0
          ? `Treat the server as broken into until you know who did it; the packages come back with: sudo apt-get install --reinstall ${names.join(' ')}`
          : 'Treat the server as broken into until you know who did it: sudo dpkg --verify',
      );
    }
    return pass([
      'dpkg --verify: every file is as its package brought it, settings apart',
      ...describeChanged(files).map((line) => `${line}; so in the image already`),
    ]);
  },
});
