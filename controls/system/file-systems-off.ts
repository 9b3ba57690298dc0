import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';
import { judgeModulesOff } from './_modules.ts';

const MODULES = ['cramfs', 'freevxfs', 'hfs', 'hfsplus', 'jffs2', 'udf', 'usb-storage', 'firewire-core'];

export default defineControl({
  id: 'system.file-systems-off',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The kernel reads no foreign disks and file systems',
  failureTitle: 'The kernel would read foreign disks or file systems',
  why: 'Each is code in the kernel that takes apart what somebody else wrote, and flaws in it are found every year; this server has none of these disks.',
  references: ['ANSSI BP-028 R10', 'CIS Debian 12 1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4, 1.1.1.5'],
  wants: () => ({ modulesOff: MODULES }),
  needs: ['container', 'kernelModules'],
  check: ({ container, kernelModules }) => onOwnKernel(container, () => judgeModulesOff(kernelModules, MODULES)),
});
