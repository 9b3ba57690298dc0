import { guardedModes } from '../_guarded-modes.ts';
import { onOwnKernel } from '../_own-kernel.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const FILE = '/boot/grub/grub.cfg';

export default defineControl({
  id: 'system.boot-loader-private',
  layer: 'infrastructure',
  severity: 'low',
  title: "Only root reads and writes the boot loader's settings",
  failureTitle: "Others than root can read or write the boot loader's settings",
  why: 'Whoever changes them starts the next kernel with any option: without AppArmor, without audit, with a shell instead of a login.',
  references: ['ANSSI BP-028 R29', 'CIS Debian 12 1.4.2'],
  wants: guardedModes,
  needs: ['container', 'bootFiles'],
  check: ({ container, bootFiles }) =>
    onOwnKernel(container, () => {
      const file = bootFiles[FILE];
      if (file?.type !== 'file') return cannotTell(`${FILE}: ${file?.error ?? file?.type ?? 'not asked for'}`);
      const evidence = [`stat ${FILE}: ${file.mode} ${file.owner}:${file.group}`];
      return file.owner === 'root' && (Number.parseInt(file.mode, 8) & 0o077) === 0
        ? pass(evidence)
        : fail(evidence, `sudo chown root:root ${FILE} && sudo chmod 0600 ${FILE}`);
    }),
});
