import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'kernel/yama/ptrace_scope': '1',
  'kernel/randomize_va_space': '2',
};

export default defineControl({
  id: 'system.processes-apart',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'A process cannot look into another of the same user, and finds memory in no fixed place',
  failureTitle: 'A process can look into others, or memory lies in fixed places',
  why: 'A program that was taken over reads keys and passwords out of its neighbours with ptrace, and jumps to addresses that it can guess.',
  references: ['ANSSI BP-028 R9, R11', 'CIS Debian 12 1.5.1, 1.5.2'],
  wants: () => settingsWishes(wanted),
  needs: ['container', 'kernelSettings'],
  check: ({ container, kernelSettings }) => onOwnKernel(container, () => judgeSettings(kernelSettings, wanted)),
});
