import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';
import { judgeModulesOff } from './_modules.ts';

const MODULES = ['dccp', 'sctp', 'rds', 'tipc', 'ax25', 'netrom', 'rose', 'x25', 'appletalk', 'can', 'atm', 'n-hdlc'];

export default defineControl({
  id: 'system.protocols-off',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The kernel speaks no protocol that nothing here speaks',
  failureTitle: 'The kernel would speak protocols that nothing here speaks',
  why: 'A program may open such a socket without any right, and the kernel then loads old code that few have looked at: a classic way from a user to root.',
  references: ['ANSSI BP-028 R10', 'CIS Debian 12 3.2.1, 3.2.2, 3.2.3, 3.2.4'],
  wants: () => ({ modulesOff: MODULES }),
  needs: ['container', 'kernelModules'],
  check: ({ container, kernelModules }) => onOwnKernel(container, () => judgeModulesOff(kernelModules, MODULES)),
});
