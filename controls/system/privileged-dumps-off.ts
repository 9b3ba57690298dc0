import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'fs/suid_dumpable': '0',
  'kernel/core_uses_pid': '1',
};

export default defineControl({
  id: 'system.privileged-dumps-off',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'A program with special rights leaves no image of its memory',
  failureTitle: 'A program with special rights may leave an image of its memory',
  why: 'A crash of sudo or sshd writes what they know, passwords included, into a file that somebody else reads.',
  references: ['ANSSI BP-028 R14', 'CIS Debian 12 1.5.3'],
  wants: () => settingsWishes(wanted),
  needs: ['container', 'kernelSettings'],
  check: ({ container, kernelSettings }) => onOwnKernel(container, () => judgeSettings(kernelSettings, wanted)),
});
