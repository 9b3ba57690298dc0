import { defineControl, fail, pass } from '../control.ts';
import { describeChanged } from './_changed.ts';

export default defineControl({
  id: 'integrity.conffiles-known',
  layer: 'infrastructure',
  severity: 'medium',
  title: "Settings that packages brought are the packages' or ours",
  failureTitle: 'Settings that a package brought were changed by somebody',
  why: 'A line added to a file that everybody knows is found last, and an update keeps it: dpkg never overwrites an edited setting.',
  references: ['https://www.debian.org/doc/debian-policy/ap-pkg-conffiles.html'],
  needs: ['packageFiles'],
  check({ packageFiles }) {
    const settings = packageFiles.filter(({ isSetting }) => isSetting);
    const changed = settings.filter(({ isImages }) => !isImages);
    if (changed.length > 0) {
      return fail(
        describeChanged(changed),
        "Compare with the package's own (apt-get download, dpkg-deb --fsys-tarfile), then put it back, or ask for a control that owns it",
      );
    }
    return pass([
      'dpkg --verify: every conffile is its package\u2019s, or wanted',
      ...describeChanged(settings).map((line) => `${line}; so in the image already`),
    ]);
  },
});
