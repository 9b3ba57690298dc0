import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'fs/protected_hardlinks': '1',
  'fs/protected_symlinks': '1',
  'fs/protected_fifos': '2',
  'fs/protected_regular': '2',
};

export default defineControl({
  id: 'system.links-protected',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Links and pipes in shared directories lead nobody astray',
  failureTitle: 'Links and pipes in shared directories can lead a program astray',
  why: 'Anybody may write to /tmp: a link laid there makes root write to a file that somebody else chose.',
  references: ['ANSSI BP-028 R14'],
  wants: () => settingsWishes(wanted),
  needs: ['container', 'kernelSettings'],
  check: ({ container, kernelSettings }) => onOwnKernel(container, () => judgeSettings(kernelSettings, wanted)),
});
