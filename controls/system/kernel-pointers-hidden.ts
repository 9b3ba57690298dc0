import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'kernel/kptr_restrict': '2',
  'kernel/dmesg_restrict': '1',
  'kernel/perf_event_paranoid': '3',
};

export default defineControl({
  id: 'system.kernel-pointers-hidden',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The kernel shows its addresses and messages to root only',
  failureTitle: 'The kernel shows its addresses or messages to everybody',
  why: 'An exploit of the kernel needs to know where things lie; these settings keep the map from whoever has only a user.',
  references: ['ANSSI BP-028 R9'],
  wants: () => settingsWishes(wanted),
  needs: ['container', 'kernelSettings'],
  check: ({ container, kernelSettings }) => onOwnKernel(container, () => judgeSettings(kernelSettings, wanted)),
});
